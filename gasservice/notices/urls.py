"""Addresses below /messages/."""

from django.urls import path

from gasservice.notices import views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/", views.message, name="inbox-message"),
    path("preferences/", views.preferences, name="notice-preferences"),
]
