from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "gasservice.oversight"
    label = "oversight"
