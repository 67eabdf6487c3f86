"""Letting go of papers that people showed us, once the published time is over."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from gasservice.files.actions import discard_file
from gasservice.registry.guards import accounts_resting_on_papers
from gasservice.registry.queries.papers import households_ended_with_paper, tenures_ended_with_paper
from gasservice.standards.clock import months_after
from gasservice.standards.queries import months_kept_on
from gasservice.standards.terms import PaperKept

BATCH = 200
ENDED: dict[PaperKept, Callable[[date], QuerySet[Model]]] = {
    PaperKept.HOUSEHOLD: households_ended_with_paper,
    PaperKept.TENURE: tenures_ended_with_paper,
}


def discard_old_papers(*, at: datetime, limit: int = BATCH) -> int:
    """Delete papers whose time is over, and give how many; what rests on one keeps those of its account."""
    today = timezone.localdate(at)
    kept = months_kept_on(today)
    ended = [of(months_after(today, -kept[paper])) for paper, of in ENDED.items() if paper in kept]
    return sum(discard_ended(rows, at, limit) for rows in ended)


@transaction.atomic
def discard_ended(rows: QuerySet[Model], at: datetime, limit: int) -> int:
    """Take the paper off each row and delete it; the row stays, with who looked at it and when."""
    for accounts in accounts_resting_on_papers(at):
        rows = rows.exclude(gas_account__in=accounts)
    ended = list(rows.select_for_update(skip_locked=True, of=("self",)).select_related("evidence")[:limit])
    rows.model.objects.filter(pk__in=[row.pk for row in ended]).update(evidence=None)
    for stored in {row.evidence for row in ended}:
        discard_file(stored=stored)
    return len(ended)
