from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "gasservice.notices"
    label = "notices"
