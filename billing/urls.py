from django.urls import path

from billing.views import prices, readings, rules
from gasservice.cases.filing_urls import filing_urls
from gasservice.standards.terms import Door

urlpatterns = [
    path("prices/", prices.prices, name="gas-prices"),
    path("rules/", rules.rules, name="billing-rules"),
    path("accounts/<str:number>/reading/", readings.send, name="send-reading"),
    path("readings/", readings.to_look_at, name="readings-to-look-at"),
    path("readings/<int:pk>/", readings.look, name="look-at-reading"),
    path("readings/<int:pk>/photo/", readings.photo, name="reading-photo"),
    *filing_urls(Door.BILLING),
]
