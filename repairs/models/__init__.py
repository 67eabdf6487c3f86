"""Crews, work on pipes and meters, what it costs beforehand and was found, and who learned of an outage."""

from repairs.models.crews import Crew, PlannedJob, Shift, Spell
from repairs.models.faults import Fault
from repairs.models.outages import NoticeReceipt, OutageStep, ReceiptCall
from repairs.models.pipes import PipeChange, PipePaper, PipeSurvey, WorkCheck
from repairs.models.quotes import Quote, QuoteDiscount, QuoteLine
from repairs.models.work import FeeLine, Visit, VisitPhoto, WorkOrder

__all__ = [
    "Crew",
    "Fault",
    "FeeLine",
    "NoticeReceipt",
    "OutageStep",
    "PipeChange",
    "PipePaper",
    "PipeSurvey",
    "PlannedJob",
    "Quote",
    "QuoteDiscount",
    "QuoteLine",
    "ReceiptCall",
    "Shift",
    "Spell",
    "Visit",
    "VisitPhoto",
    "WorkCheck",
    "WorkOrder",
]
