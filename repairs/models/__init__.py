"""Crews and their hours, the work on pipes and meters, and what was found and done."""

from repairs.models.crews import Crew, PlannedJob, Shift, Spell
from repairs.models.faults import Fault
from repairs.models.work import FeeLine, Visit, VisitPhoto, WorkOrder

__all__ = ["Crew", "Fault", "FeeLine", "PlannedJob", "Shift", "Spell", "Visit", "VisitPhoto", "WorkOrder"]
