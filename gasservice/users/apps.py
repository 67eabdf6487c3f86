from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "gasservice.users"
    label = "users"
