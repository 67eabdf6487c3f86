from django.urls import path

from gasservice.registry.api import Outages

urlpatterns = [path("outages/", Outages.as_view(), name="api-outages")]
