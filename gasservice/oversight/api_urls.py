from django.urls import path

from gasservice.oversight.api import Figures

urlpatterns = [path("figures/", Figures.as_view(), name="api-figures")]
