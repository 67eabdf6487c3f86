from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "gasservice.web"
    label = "web"
