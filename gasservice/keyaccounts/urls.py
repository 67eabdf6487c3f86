from django.urls import path

from gasservice.keyaccounts import views

urlpatterns = [
    path("", views.warnings, name="early-warnings"),
    path("accounts/", views.key_accounts, name="key-accounts"),
    path("accounts/mark/", views.mark, name="mark-key-account"),
    path("accounts/<int:pk>/", views.key_account, name="key-account"),
    path("accounts/<int:pk>/end/", views.unmark, name="unmark-key-account"),
    path("false-alarms/", views.false_alarms, name="false-alarms"),
    path("warnings/<int:pk>/", views.warning, name="early-warning"),
    path("warnings/<int:pk>/outcome/", views.outcome, name="early-warning-outcome"),
]
