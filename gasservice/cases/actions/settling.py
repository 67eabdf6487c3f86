"""Closing what is settled."""

from datetime import datetime, timedelta

from django.db import transaction

from gasservice.cases.actions.work import close_case
from gasservice.cases.models import Case
from gasservice.cases.terms import Status

# How long a customer has to say that it is not solved; then the case closes by itself.
SETTLES_AFTER = timedelta(days=7)


def close_settled(*, at: datetime, limit: int = 200) -> int:
    """Close cases whose customer has not objected for a week; give how many. Another worker may do so beside us."""
    with transaction.atomic():
        settled = Case.objects.filter(status=Status.RESOLVED, resolved_at__lte=at - SETTLES_AFTER)
        cases = list(settled.order_by("resolved_at").select_for_update(skip_locked=True)[:limit])
        for case in cases:
            close_case(case=case, by=None, at=at)
    return len(cases)
