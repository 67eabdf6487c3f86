"""What customers are billed and pay, what they dispute, and what they read off their meters themselves."""

from billing.models.arrears import Arrears, Instalment, PaymentPlan, days_spared
from billing.models.bills import Adjustment, Bill, BillLine, BillStretch
from billing.models.collection import CollectionVisit, Collector
from billing.models.disputes import Dispute, DisputedLine
from billing.models.payments import LateWaiver, Payment, PaymentShare
from billing.models.readings import SelfReading
from billing.models.shares import ArrearsShare

__all__ = [
    "Adjustment",
    "Arrears",
    "ArrearsShare",
    "Bill",
    "BillLine",
    "BillStretch",
    "CollectionVisit",
    "Collector",
    "Dispute",
    "DisputedLine",
    "Instalment",
    "LateWaiver",
    "Payment",
    "PaymentPlan",
    "PaymentShare",
    "SelfReading",
    "days_spared",
]
