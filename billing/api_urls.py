from django.urls import path

from billing.api import BillingRules, Bills, FileBillingCase, OneBill, PriceEstimate, Prices
from billing.ledger_api import LedgerBills, Payments

urlpatterns = [
    path("billing/", FileBillingCase.as_view(), name="api-file-billing"),
    path("bills/", Bills.as_view(), name="api-bills"),
    path("bills/<str:number>/", OneBill.as_view(), name="api-bill"),
    path("prices/", Prices.as_view(), name="api-prices"),
    path("prices/estimate/", PriceEstimate.as_view(), name="api-price-estimate"),
    path("billing-rules/", BillingRules.as_view(), name="api-billing-rules"),
    path("payments/", Payments.as_view(), name="api-payments"),
    path("ledger/bills/", LedgerBills.as_view(), name="api-ledger-bills"),
]
