from django.urls import path

from billing import views
from gasservice.cases.filing_urls import filing_urls
from gasservice.standards.terms import Door

urlpatterns = [path("prices/", views.prices, name="gas-prices"), *filing_urls(Door.BILLING)]
