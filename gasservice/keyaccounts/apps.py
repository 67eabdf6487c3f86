from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KeyAccountsConfig(AppConfig):
    name = "gasservice.keyaccounts"
    label = "keyaccounts"

    def ready(self) -> None:
        autodiscover_modules("signs", "measures")
