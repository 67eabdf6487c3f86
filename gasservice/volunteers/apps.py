from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    name = "gasservice.volunteers"
    label = "volunteers"
