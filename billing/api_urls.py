from django.urls import path

from billing.api import FileBillingCase

urlpatterns = [path("billing/", FileBillingCase.as_view(), name="api-file-billing")]
