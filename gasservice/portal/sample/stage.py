"""Plays many courses at once in the order of time, with the sweeps between them as they would have run."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from django.db.models import Min

from gasservice.cases.actions.promises import escalate_due
from gasservice.cases.models import Commitment

MINUTE = timedelta(minutes=1)


def play(courses: list[Iterator[datetime]], until: datetime) -> None:
    """Let each course act at the moments that it yields, and leave it where it stands at `until`."""
    waiting = [(next(course), n, course) for n, course in enumerate(courses)]
    heapify(waiting)
    while waiting and waiting[0][0] < until:
        at, n, course = heappop(waiting)
        sweep_until(at)
        following = next(course, None)
        if following is not None:
            heappush(waiting, (following, n, course))
    sweep_until(until)


def sweep_until(moment: datetime) -> None:
    """Sweep at each full minute at which a promise was due for a step."""
    while (due := next_step()) is not None and due < moment:
        escalate_due(at=min(due.replace(second=0, microsecond=0) + MINUTE, moment))


def next_step() -> datetime | None:
    return Commitment.objects.filter(next_step_at__isnull=False).aggregate(due=Min("next_step_at"))["due"]
