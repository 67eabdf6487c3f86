from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "gasservice.standards"
    label = "standards"
