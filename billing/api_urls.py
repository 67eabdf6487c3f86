from django.urls import path

from billing.api import BillingRules, FileBillingCase, PriceEstimate, Prices
from billing.ledger_api import Bills, Payments

urlpatterns = [
    path("billing/", FileBillingCase.as_view(), name="api-file-billing"),
    path("prices/", Prices.as_view(), name="api-prices"),
    path("prices/estimate/", PriceEstimate.as_view(), name="api-price-estimate"),
    path("billing-rules/", BillingRules.as_view(), name="api-billing-rules"),
    path("payments/", Payments.as_view(), name="api-payments"),
    path("bills/", Bills.as_view(), name="api-bills"),
]
