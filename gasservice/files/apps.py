from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "gasservice.files"
    label = "files"
