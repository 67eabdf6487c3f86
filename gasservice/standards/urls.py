from django.urls import path

from gasservice.standards import views

urlpatterns = [
    path("", views.services, name="services"),
    path("promises/", views.promises, name="promises"),
    path("conduct/", views.conduct, name="conduct"),
    path("fees/", views.fees, name="fees"),
    path("who-pays/", views.who_pays, name="who-pays"),
    path("<slug:code>/", views.service, name="service"),
]
