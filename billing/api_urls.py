from django.urls import path

from billing.api import BillingRules, FileBillingCase, PriceEstimate, Prices

urlpatterns = [
    path("billing/", FileBillingCase.as_view(), name="api-file-billing"),
    path("prices/", Prices.as_view(), name="api-prices"),
    path("prices/estimate/", PriceEstimate.as_view(), name="api-price-estimate"),
    path("billing-rules/", BillingRules.as_view(), name="api-billing-rules"),
]
