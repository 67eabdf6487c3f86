"""Crews and their hours, the work on pipes and meters, new connections, and what was found and done."""

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
    "PlannedJob",
    "Project",
    "ProjectFirm",
    "Shift",
    "Spell",
    "Visit",
    "VisitPhoto",
    "WorkOrder",
]
