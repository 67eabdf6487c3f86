from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "gasservice.training"
    label = "training"
