from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "gasservice.registry"
    label = "registry"
