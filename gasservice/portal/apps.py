from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PortalConfig(AppConfig):
    name = "gasservice.portal"
    label = "portal"

    def ready(self) -> None:
        autodiscover_modules("own_data")
