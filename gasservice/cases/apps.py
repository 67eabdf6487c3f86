from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "gasservice.cases"
    label = "cases"
