"""Plays many courses at once in the order of time, with the sweeps between them as they would have run."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from django.db.models import F, Min

from gasservice.cases.actions.promises import escalate_due
from gasservice.cases.actions.telling import tell_escalations
from gasservice.cases.models import Commitment
from gasservice.notices.models import Delivery
from gasservice.notices.terms import Channel, DeliveryState
from gasservice.oversight.actions.recounting import count_accounts, recount_changed
from gasservice.oversight.actions.releasing import publish_figures

MINUTE = timedelta(minutes=1)
READ_WITHIN = timedelta(days=2)


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
        at = min(due.replace(second=0, microsecond=0) + MINUTE, moment)
        escalate_due(at=at)
        tell_escalations(at=at)


def next_step() -> datetime | None:
    return Commitment.objects.filter(next_step_at__isnull=False).aggregate(due=Min("next_step_at"))["due"]


def deliver_until(moment: datetime) -> None:
    """Count what was told as delivered when it was told: nobody gets a year's mail on the first day."""
    told = Delivery.objects.filter(state=DeliveryState.WAITING, not_before__lt=moment).exclude(channel=Channel.PAPER)
    told.update(state=DeliveryState.SENT, sent_at=F("not_before"), attempts=1)
    seen = Delivery.objects.filter(channel=Channel.PORTAL, sent_at__lt=moment - READ_WITHIN)
    seen.update(read_at=F("sent_at") + READ_WITHIN)


def count_figures(moment: datetime) -> None:
    """Count what happened and publish it, so that the dashboards and the public page are full from the first minute."""
    while recount_changed():
        pass
    count_accounts(at=moment)
    publish_figures(at=moment)
