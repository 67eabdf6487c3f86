"""Crews and their hours, the work on pipes and meters, what was found and done, and who learned of an outage."""

from repairs.models.crews import Crew, PlannedJob, Shift, Spell
from repairs.models.faults import Fault
from repairs.models.outages import NoticeReceipt, OutageStep, ReceiptCall
from repairs.models.work import FeeLine, Visit, VisitPhoto, WorkOrder

__all__ = [
    "Crew",
    "Fault",
    "FeeLine",
    "NoticeReceipt",
    "OutageStep",
    "PlannedJob",
    "ReceiptCall",
    "Shift",
    "Spell",
    "Visit",
    "VisitPhoto",
    "WorkOrder",
]
