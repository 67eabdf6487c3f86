from django.apps import AppConfig
from django.urls import register_converter
from django.utils.module_loading import autodiscover_modules


class CasesConfig(AppConfig):
    name = "gasservice.cases"
    label = "cases"

    def ready(self) -> None:
        from gasservice.cases.references import ReferenceConverter

        register_converter(ReferenceConverter, "reference")  # before any door writes its addresses
        autodiscover_modules("panels", "particulars", "actions.endings", "actions.moving")
