"""Letting go of papers that people showed us, once the published time is over."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from gasservice.files.actions import discard_file
from gasservice.registry.guards import accounts_resting_on_papers
from gasservice.registry.queries.papers import (
    households_ended_with_paper,
    needs_ended_with_paper,
    tenures_ended_with_paper,
)
from gasservice.standards.clock import months_after
from gasservice.standards.queries import months_kept_on
from gasservice.standards.terms import PaperKept

BATCH = 200
# Of each kind of paper the rows that had ended by a day, and their way to the account.
ENDED: dict[PaperKept, tuple[Callable[[date], QuerySet[Model]], str]] = {
    PaperKept.HOUSEHOLD: (households_ended_with_paper, "gas_account"),
    PaperKept.TENURE: (tenures_ended_with_paper, "gas_account"),
    PaperKept.NEED: (needs_ended_with_paper, "premise__service_points__gas_accounts"),
}


def discard_old_papers(*, at: datetime, limit: int = BATCH) -> int:
    """Delete papers whose time is over, and give how many; what rests on one keeps those of its account."""
    today = timezone.localdate(at)
    kept = months_kept_on(today)
    return sum(
        discard_ended(ended_by(months_after(today, -kept[paper])), to_account, at, limit)
        for paper, (ended_by, to_account) in ENDED.items()
        if paper in kept
    )


@transaction.atomic
def discard_ended(rows: QuerySet[Model], to_account: str, at: datetime, limit: int) -> int:
    """Take the paper off each row and delete it; the row stays, with who looked at it and when."""
    for accounts in accounts_resting_on_papers(at):
        rows = rows.exclude(**{f"{to_account}__in": accounts})
    ended = list(rows.select_for_update(skip_locked=True, of=("self",)).select_related("evidence")[:limit])
    rows.model.objects.filter(pk__in=[row.pk for row in ended]).update(evidence=None)
    for stored in {row.evidence for row in ended}:
        discard_file(stored=stored)
    return len(ended)
