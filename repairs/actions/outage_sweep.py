"""What time itself brings about outages: the reminder, the delay, the start that nobody noted, the redress."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from gasservice.notices.actions import Recipient, tell
from gasservice.registry.models import Interruption
from repairs.actions.outage_notices import tell_area
from repairs.actions.outage_redress import owe_redress
from repairs.models import OutageStep
from repairs.queries.outages import (
    duty_leads,
    outages_delayed,
    outages_not_begun,
    outages_to_reckon,
    outages_to_remind,
    outages_unpaid,
)
from repairs.terms import OutageStage


def sweep_outages(*, at: datetime) -> int:
    """Do for each outage what is due, once, however many sweep; give how many notices and debts that made."""
    return (
        sum(tell_stage(outage, OutageStage.REMINDER, at) for outage in each_of(outages_to_remind, at))
        + sum(tell_stage(outage, OutageStage.DELAYED, at) for outage in each_of(outages_delayed, at))
        + sum(ask_about_start(outage, at) for outage in each_of(outages_not_begun, at))
        + sum(owe_redress(outage=outage, at=at) for outage in each_of(outages_unpaid, at))
        + sum(reckon(outage, at) for outage in each_of(outages_to_reckon, at))
    )


def each_of(due: Callable[[datetime], QuerySet[Interruption]], at: datetime) -> Iterator[Interruption]:
    """Give each outage that is due in a transaction of its own; what somebody else holds is left to them."""
    for pk in list(due(at).order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            held = due(at).filter(pk=pk).select_for_update(skip_locked=True, of=("self",)).first()
            if held:
                yield held


def tell_stage(outage: Interruption, stage: OutageStage, at: datetime) -> bool:
    return tell_area(outage=outage, version=outage.current, stage=stage, at=at) is not None


def reckon(outage: Interruption, at: datetime) -> int:
    """Owe what is owed for gas that is back, once."""
    OutageStep.objects.filter(outage=outage, stage=OutageStage.RESTORED).update(reckoned_at=at)
    return owe_redress(outage=outage, at=at)


def ask_about_start(outage: Interruption, at: datetime) -> bool:
    """Ask the duty desk, and whoever opened the outage, whether the gas is off."""
    link = reverse("desk-outage", args=[outage.reference])
    people = {user.pk: user for user in [*duty_leads(), outage.opened_by] if user and user.is_active}
    tell(
        key=f"outage:{outage.pk}:{outage.current.number}:not-begun",
        topic="outage-not-begun",
        to=[Recipient(user=user, link=link) for user in people.values()],
        at=at,
        facts={"reference": outage.reference, "starts_at": outage.current.starts_at},
        is_urgent=True,
    )
    return True
