"""What is late or about to be, and how far up it has been told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from gasservice.cases.models import Case, Commitment, Escalation
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


def steps_highest(cases: Sequence[Case]) -> dict[int, tuple[str, str]]:
    """Give the highest step that was taken for each case of a list, by its key: the rung, and who was told."""
    steps = climbs().filter(case__in=[case.pk for case in cases]).order_by("position")
    return {case: (rung, name or "") for case, rung, name in steps.values_list("case", "rung", "told__name")}


def promises_next(cases: Sequence[Case]) -> dict[int, str]:
    """Give the promise of each case of a list that is due first, by the key of the case."""
    rows = Commitment.objects.ticking().filter(case__in=[case.pk for case in cases]).order_by("-due_at")
    return dict(rows.values_list("case", "promise"))


def rung_rows(cases: Sequence[Case], at: datetime) -> list[tuple[str, QueueRow]]:
    """Draw the rows of a page, each with the highest step that was taken for it."""
    highest = steps_highest(cases)
    rows = zip(cases, queue_rows(cases, at), strict=True)
    return [(told_of(case, *highest.get(case.pk, ("", ""))), row) for case, row in rows]


def told_of(case: Case, rung: str, name: str) -> str:
    """Say who was told, and where they stand; where nobody owns a case, somebody above is told in the owner's place."""
    stands = "" if not rung or (rung == Rung.OWNER and case.owner is None) else str(Rung(rung).label)
    return " · ".join(filter(None, (stands, name)))
