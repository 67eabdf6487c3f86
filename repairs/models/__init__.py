"""Crews, work on pipes and meters, what it costs beforehand and was found, and who learned of an outage."""

from repairs.models.connections import (
    FIRM_PARTIES,
    DoorAuthorisation,
    Firm,
    HungMeter,
    Milestone,
    MilestoneDelay,
    MilestonePaper,
    Project,
    ProjectFirm,
)
from repairs.models.crews import Crew, PlannedJob, Shift, Spell
from repairs.models.faults import Fault
from repairs.models.inspections import Finding, Inspection
from repairs.models.outages import NoticeReceipt, OutageMailing, OutageStep, ReceiptCall
from repairs.models.pipes import PipeChange, PipePaper, PipeSurvey, WorkCheck
from repairs.models.quotes import Quote, QuoteDiscount, QuoteLine
from repairs.models.work import FeeLine, Visit, VisitPhoto, WorkOrder

__all__ = [
    "FIRM_PARTIES",
    "Crew",
    "DoorAuthorisation",
    "Fault",
    "FeeLine",
    "Finding",
    "Firm",
    "HungMeter",
    "Inspection",
    "Milestone",
    "MilestoneDelay",
    "MilestonePaper",
    "NoticeReceipt",
    "OutageMailing",
    "OutageStep",
    "PipeChange",
    "PipePaper",
    "PipeSurvey",
    "PlannedJob",
    "Project",
    "ProjectFirm",
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
