from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gasservice.portal"
    label = "portal"
