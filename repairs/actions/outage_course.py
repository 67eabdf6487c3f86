"""The course of an outage: off, back, all clear, or cancelled; each is said once and told to everybody in its area."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gasservice.registry.models import Interruption
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_when
from repairs.actions.outage_notices import tell_area
from repairs.actions.outages import HomesAtNight, locked
from repairs.models import OutageStep
from repairs.queries.outage_rules import night_until
from repairs.terms import OutageStage


class NotNow(Refusal):
    """The outage does not stand where this could be said of it."""


@transaction.atomic
def start_outage(*, outage: Interruption, by: User, at: datetime) -> Interruption:
    """Note that the gas is off; never before the time that people were told."""
    held = locked(outage)
    if held.current is None or held.started_at or held.cancelled_at:
        raise NotNow(_("Only an outage that is announced and has not begun can begin."))
    if at < held.current.starts_at:
        words = _("People were told %(start)s. The gas stays on until then; publish an earlier start first.")
        raise NotNow(words % {"start": say_when(held.current.starts_at, now=at)})
    return went_on(held, OutageStage.STARTED, by, at, started_at=at)


@transaction.atomic
def restore_outage(*, outage: Interruption, by: User, at: datetime) -> Interruption:
    """Note that the gas is back; homes get it back by day, after an emergency too. The sweep reckons what is owed."""
    held = locked(outage)
    if not held.started_at or held.restored_at:
        raise NotNow(_("Only gas that is off can come back."))
    if until := night_until(held.current, at):
        words = _(
            "Homes are not given their gas back at this hour of the night: who sleeps does not notice an open tap."
            " Make it ready, restore it from %(until)s, and publish the new end so that people know."
        )
        raise HomesAtNight(words % {"until": say_when(until, now=at)})
    return went_on(held, OutageStage.RESTORED, by, at, restored_at=at)


@transaction.atomic
def clear_outage(*, outage: Interruption, by: User, at: datetime) -> Interruption:
    """Note that everybody was found supplied."""
    held = locked(outage)
    if not held.restored_at or held.cleared_at:
        raise NotNow(_("The all clear comes once, after the gas is back."))
    return went_on(held, OutageStage.CLEAR, by, at, cleared_at=at)


@transaction.atomic
def cancel_outage(*, outage: Interruption, by: User, at: datetime) -> Interruption:
    """Call an outage off before it begins; who was told of it is told."""
    held = locked(outage)
    if held.started_at or held.cancelled_at:
        raise NotNow(_("Only an outage that has not begun can be cancelled."))
    return went_on(held, OutageStage.CANCELLED, by, at, cancelled_at=at)


def went_on(outage: Interruption, stage: OutageStage, by: User, at: datetime, **moment: datetime) -> Interruption:
    """Write the moment and who noted it, and tell the area; an outage that nobody was told of is told to nobody."""
    OutageStep.objects.create(outage=outage, stage=stage, by=by, at=at)
    Interruption.objects.filter(pk=outage.pk).update(**moment)
    for name, value in moment.items():
        setattr(outage, name, value)
    if outage.current:
        tell_area(outage=outage, version=outage.current, stage=stage, at=at)
    return outage
