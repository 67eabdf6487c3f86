"""Every request to drop a late charge, counted: by month, by reason, and by who answered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, CharField, Count, F, Q, Sum, Value, When
from django.db.models.functions import TruncMonth
from django.utils import timezone

from billing.models import LateWaiver
from billing.rating import NOTHING
from gasservice.registry.access import midnight

MONTHS = 12
RULE, WAITING = "rule", "waiting"
COLUMNS = ("month", "reason", "answered_by", "asked", "dropped", "refused", "waiting", "amount")


@dataclass
class Tally:
    """How many asked, and what became of it; `amount` is what was dropped, in yuan."""

    asked: int = 0
    by_rule: int = 0
    by_person: int = 0
    refused: int = 0
    waiting: int = 0
    amount: Decimal = NOTHING

    def add(self, row: dict) -> None:
        by = row["answered_by"]
        self.asked += row["asked"]
        self.by_rule += row["dropped"] if by == RULE else 0
        self.by_person += row["dropped"] if by not in (RULE, WAITING) else 0
        self.refused += row["refused"]
        self.waiting += row["waiting"]
        self.amount += row["amount"]


@dataclass(frozen=True)
class WaiverFigures:
    """The requests of a year: in all, and by month, reason and who answered."""

    whole: Tally
    months: dict[date, Tally]
    reasons: dict[str, Tally]
    answered_by: dict[str, Tally]


def waiver_rows(day: date) -> list[dict[str, object]]:
    """Count the requests of the twelve months up to a day, each month, reason and answering role by itself."""
    first = day.year * 12 + day.month - MONTHS
    since = midnight(date(first // 12, first % 12 + 1, 1))
    answered = Case(
        When(decided_at__isnull=True, then=Value(WAITING)),
        When(decided_by__isnull=True, then=Value(RULE)),
        default=F("decided_by__role"),
        output_field=CharField(),
    )
    by = {"month": TruncMonth("asked_at"), "answered_by": answered}
    rows = (
        LateWaiver.objects.filter(asked_at__gte=since)
        .values("reason", **by)
        .annotate(
            asked=Count("pk"),
            dropped=Count("pk", filter=Q(granted__gt=0)),
            refused=Count("pk", filter=Q(granted=0)),
            waiting=Count("pk", filter=Q(decided_at__isnull=True)),
            amount=Sum("granted", default=NOTHING),
        )
    )
    counted = rows.order_by("month", "reason", "answered_by")
    return [row | {"month": timezone.localdate(row["month"])} for row in counted]


def waiver_figures(day: date) -> WaiverFigures:
    """Add up the requests of the twelve months up to a day."""
    rows, whole = waiver_rows(day), Tally()
    for row in rows:
        whole.add(row)
    return WaiverFigures(
        whole=whole,
        months=tallied(rows, lambda row: row["month"]),
        reasons=tallied(rows, lambda row: row["reason"]),
        answered_by=tallied(rows, lambda row: row["answered_by"]),
    )


def tallied(rows: list[dict], key_of: Callable[[dict], object]) -> dict:
    found: dict[object, Tally] = {}
    for row in rows:
        found.setdefault(key_of(row), Tally()).add(row)
    return found
