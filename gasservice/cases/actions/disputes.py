"""Finding out about a visit of which the customer says that nobody came and we say that somebody did."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.appointments import held_again
from gasservice.cases.actions.keeping import place_in_queue, take_back_kept
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.telling import tell_of_visit
from gasservice.cases.actions.work import NotPossibleNow
from gasservice.cases.models import Appointment, Redress
from gasservice.cases.queries.visits import is_doubt_ours, recorded_by
from gasservice.cases.terms import AppointmentState, EventKind, Ruling
from gasservice.notices.actions import Recipient, tell
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class OwnVisit(Refusal):
    """Whoever says that they came does not judge it."""


def tell_of_dispute(held: Appointment, at: datetime) -> None:
    """Tell whoever answers for the team that a visit is disputed, once; without two sides there is nothing."""
    if not held.is_disputed:
        return
    team, link = held.case.team, held.case.get_absolute_url()
    superiors = {user.pk: user for user in (team.lead, team.supervisor) if user and user.is_active}
    facts = {"reference": held.case.reference, "window_from": held.window_from, "window_until": held.window_until}
    to = [Recipient(user=user, link=link) for user in superiors.values()]
    tell(key=f"visit-disputed:{held.pk}", topic="visit-disputed", to=to, at=at, facts=facts)


@transaction.atomic
def rule_on_visit(*, appointment: Appointment, ruling: Ruling, because: str, by: User, at: datetime) -> Appointment:
    """Decide what became of a disputed visit, once: our miss breaks its promise, and the ordinary redress is owed.

    Where it cannot be told, the dated rule of visits says whose doubt it is. Both sides are told.
    """
    held = held_again(appointment)
    if recorded_by(held) == by:
        raise OwnVisit(_("You recorded this visit yourself. Let somebody else look into it."))
    facts = {"ruling": ruling, "ruled_because": because[:300], "ruled_by": by, "ruled_at": at}
    if not Appointment.objects.disputed().filter(pk=held.pk).update(**facts):
        raise NotPossibleNow(_("There is nothing to decide here, or somebody was quicker. Look at the case again."))
    held.refresh_from_db(fields=list(facts))
    if is_missed(held):
        Appointment.objects.filter(pk=held.pk).update(state=AppointmentState.MISSED)
        held.state = AppointmentState.MISSED
        if held.commitment:
            take_back_kept(held.commitment, by=by, at=at)
    tell_both_sides(held, by, at)
    place_in_queue(case=held.case)
    return held


def is_missed(held: Appointment) -> bool:
    """Whether it counts as a visit that we missed."""
    return is_doubt_ours(held) if held.ruling == Ruling.DOUBT else held.ruling == Ruling.OURS


def tell_both_sides(held: Appointment, by: User, at: datetime) -> None:
    """Tell the customer what was found and what is owed, and whoever recorded the visit; the story says it too."""
    owed = Redress.objects.filter(commitment=held.commitment).first() if held.commitment else None
    is_ours = held.state == AppointmentState.MISSED
    facts = {"ruling": Ruling(held.ruling).label, "words": held.ruled_because}
    amount = owed.amount if owed and is_ours else None
    notice = tell_of_visit(appointment=held, topic="visit-ruled", at=at, is_ours=is_ours, amount=amount, **facts)
    words = f"{held.ruling} {held.ruled_because}"[:300]
    record_event(case=held.case, kind=EventKind.VISIT_RULED, by=by, at=at, words=words, notice=notice)
    if crew := recorded_by(held):
        facts |= {"reference": held.case.reference, "window_from": held.window_from, "window_until": held.window_until}
        to = [Recipient(user=crew, link=held.case.get_absolute_url())]
        tell(key=f"visit-ruled-crew:{held.pk}", topic="visit-ruled-crew", to=to, at=at, facts=facts)
