"""Addresses below /messages/."""

from django.urls import path

from gasservice.notices import views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/", views.message, name="inbox-message"),
    path("preferences/", views.preferences, name="notice-preferences"),
    path("papers/", views.papers, name="papers"),
    path("papers/<int:pk>/", views.papers_of_notice, name="papers-of-notice"),
    path("papers/rounds/<int:pk>/", views.paper_round, name="paper-round"),
    path("papers/rounds/<int:pk>/print/", views.print_papers, name="print-papers"),
]
