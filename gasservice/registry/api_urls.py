from django.urls import path

from gasservice.registry.api import LaterReadings, Outages

urlpatterns = [
    path("outages/", Outages.as_view(), name="api-outages"),
    path("readings/", LaterReadings.as_view(), name="api-readings"),
]
