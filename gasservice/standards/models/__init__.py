"""What we have promised the public; every row is dated, and a change is a new version."""

from gasservice.standards.models.billing import (
    ArrearsRule,
    CollectionRule,
    DisputeRule,
    FeeRule,
    WaiverLimit,
    WaiverRule,
)
from gasservice.standards.models.calendars import CalendarException, OpeningSpan, PublishedYear, WorkingCalendar
from gasservice.standards.models.conduct import ScoringRule, ServiceNorm
from gasservice.standards.models.connections import InspectionItem, ProjectStep
from gasservice.standards.models.dated import Dated, DatedQuerySet, Validity, one_version_a_day
from gasservice.standards.models.keeping import KeepingRule
from gasservice.standards.models.keyaccounts import KeyAccountRule
from gasservice.standards.models.outages import OutageRule
from gasservice.standards.models.parts import Responsibility
from gasservice.standards.models.promises import LadderStep, ServiceStandard, SlaPolicy
from gasservice.standards.models.quotes import DiscountRule, PaperRule, QuoteRule
from gasservice.standards.models.services import (
    CaseKind,
    FeeItem,
    ServiceDocument,
    ServiceItem,
    ServiceQuestion,
    ServiceStep,
)
from gasservice.standards.models.surveys import SurveyRule
from gasservice.standards.models.tariffs import LateChargeRule, Tariff, TariffTier
from gasservice.standards.models.visits import VisitLength, VisitRule, VisitWindow
from gasservice.standards.models.warranties import Warranty

__all__ = [
    "ArrearsRule",
    "CalendarException",
    "CaseKind",
    "CollectionRule",
    "Dated",
    "DatedQuerySet",
    "DiscountRule",
    "DisputeRule",
    "FeeItem",
    "FeeRule",
    "InspectionItem",
    "KeepingRule",
    "KeyAccountRule",
    "LadderStep",
    "LateChargeRule",
    "OpeningSpan",
    "OutageRule",
    "PaperRule",
    "ProjectStep",
    "PublishedYear",
    "QuoteRule",
    "Responsibility",
    "ScoringRule",
    "ServiceDocument",
    "ServiceItem",
    "ServiceNorm",
    "ServiceQuestion",
    "ServiceStandard",
    "ServiceStep",
    "SlaPolicy",
    "SurveyRule",
    "Tariff",
    "TariffTier",
    "Validity",
    "VisitLength",
    "VisitRule",
    "VisitWindow",
    "WaiverLimit",
    "WaiverRule",
    "Warranty",
    "WorkingCalendar",
    "one_version_a_day",
]
