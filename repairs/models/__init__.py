"""Crews and their hours, the work on pipes and meters, what was found and done, and what it costs beforehand."""

from repairs.models.crews import Crew, PlannedJob, Shift, Spell
from repairs.models.pipes import PipeChange, PipePaper, PipeSurvey, WorkCheck
from repairs.models.quotes import Quote, QuoteDiscount, QuoteLine
from repairs.models.work import FeeLine, Visit, VisitPhoto, WorkOrder

__all__ = [
    "Crew",
    "FeeLine",
    "PipeChange",
    "PipePaper",
    "PipeSurvey",
    "PlannedJob",
    "Quote",
    "QuoteDiscount",
    "QuoteLine",
    "Shift",
    "Spell",
    "Visit",
    "VisitPhoto",
    "WorkCheck",
    "WorkOrder",
]
