from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "gasservice.questionnaires"
    label = "questionnaires"
