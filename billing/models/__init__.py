"""What customers are billed and pay, what they dispute, and what they read off their meters themselves."""

from billing.models.bills import Adjustment, Bill, BillLine, BillStretch
from billing.models.collection import CollectionVisit, Collector
from billing.models.disputes import Dispute, DisputedLine
from billing.models.payments import LateWaiver, Payment, PaymentShare
from billing.models.readings import SelfReading

__all__ = [
    "Adjustment",
    "Bill",
    "BillLine",
    "BillStretch",
    "CollectionVisit",
    "Collector",
    "Dispute",
    "DisputedLine",
    "LateWaiver",
    "Payment",
    "PaymentShare",
    "SelfReading",
]
