from django.urls import path

from gasservice.standards import views

urlpatterns = [
    path("", views.services, name="services"),
    path("<slug:code>/", views.service, name="service"),
]
