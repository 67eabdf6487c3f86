"""What is late or about to be, and how far up it has been told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from gasservice.cases.models import Case, Escalation
from gasservice.cases.queries.queue import QueueRow, queue_rows
from gasservice.standards.terms import Rung

SOON = timedelta(days=1)


def cases_escalated(teams: frozenset[int] | None, rung: str, *, at: datetime) -> QuerySet[Case]:
    """Give the live cases of teams whose next promise is late or due within a day, and perhaps was told at a rung."""
    cases = Case.objects.live().filter(next_due_at__lte=at + SOON)
    if teams is not None:
        cases = cases.filter(team__in=teams)
    return cases.filter(Exists(climbs().filter(case=OuterRef("pk"), rung=rung))) if rung else cases


def climbs() -> QuerySet[Escalation]:
    """Give the steps that were taken for promises that still run."""
    return Escalation.objects.filter(commitment__met_at=None, commitment__ended_at=None)


def rung_rows(cases: Sequence[Case], at: datetime) -> list[tuple[str, QueueRow]]:
    """Draw the rows of a page, each with the highest step that was taken for it."""
    steps = climbs().filter(case__in=[case.pk for case in cases]).order_by("position")
    highest = {case: Rung(rung).label for case, rung in steps.values_list("case", "rung")}
    return [(highest.get(case.pk, ""), row) for case, row in zip(cases, queue_rows(cases, at), strict=True)]
