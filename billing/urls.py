from django.urls import path

from billing.views import fees, payments, prices, readings, redress, rules
from gasservice.cases.filing_urls import filing_urls
from gasservice.standards.terms import Door

urlpatterns = [
    path("prices/", prices.prices, name="gas-prices"),
    path("rules/", rules.rules, name="billing-rules"),
    path("accounts/<str:number>/reading/", readings.send, name="send-reading"),
    path("accounts/<str:number>/payments/new/", payments.take, name="take-payment"),
    path("accounts/<str:number>/fees/", fees.of_place, name="fees-of-place"),
    path("payments/<int:pk>/", payments.payment, name="payment"),
    path("fees/unbilled/", fees.unbilled, name="fees-unbilled"),
    path("redress/", redress.owed, name="redress-owed"),
    path("redress/<int:pk>/", redress.one, name="redress"),
    path("readings/", readings.to_look_at, name="readings-to-look-at"),
    path("readings/<int:pk>/", readings.look, name="look-at-reading"),
    path("readings/<int:pk>/photo/", readings.photo, name="reading-photo"),
    *filing_urls(Door.BILLING),
]
