"""From an application to the end of a term."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gasservice.notices.actions import Recipient, tell
from gasservice.registry.models import Community
from gasservice.users.actions import let_volunteer
from gasservice.users.models import User
from gasservice.users.terms import Role
from gasservice.volunteers.access import may_apply
from gasservice.volunteers.models import Volunteer
from gasservice.volunteers.terms import State
from gasservice.web.refusals import Refusal


class MayNotVolunteer(Refusal):
    """Who works for us or for a partner firm does not supervise us."""


class AppliedAlready(Refusal):
    """One application at a time."""


class DecidedOtherwise(Refusal):
    """Somebody else was quicker, or it is one's own."""


@transaction.atomic
def apply_to_volunteer(*, patch: Iterable[Community], motive: str, by: User, at: datetime) -> Volunteer:
    """Ask to look at our work in some estates."""
    if not may_apply(by):
        raise MayNotVolunteer(_("Whoever works for us or for a partner firm cannot supervise us."))
    try:
        with transaction.atomic():
            row = Volunteer.objects.create(user=by, motive=motive, applied_at=at)
    except IntegrityError as error:
        raise AppliedAlready(_("You have applied already.")) from error
    row.patch.set(patch)
    return row


@transaction.atomic
def accept_volunteer(
    *, volunteer: Volunteer, patch: Iterable[Community], term: tuple[date, date], why: str, by: User, at: datetime
) -> Volunteer:
    """Name somebody for some estates from a day until another; they are told."""
    row = held_in(volunteer, State.APPLIED, by)
    row.term_from, row.term_until = term
    row.patch.set(patch)
    let_volunteer(user=row.user, is_volunteer=True)
    return vetted(row, State.ACCEPTED, why, by, at)


@transaction.atomic
def refuse_volunteer(*, volunteer: Volunteer, why: str, by: User, at: datetime) -> Volunteer:
    """Say no, and why; they are told."""
    return vetted(held_in(volunteer, State.APPLIED, by), State.REFUSED, why, by, at)


@transaction.atomic
def end_volunteering(*, volunteer: Volunteer, why: str, by: User, at: datetime, day: date) -> Volunteer:
    """End a term before its time, and say why; nothing more is shown to them from now on."""
    row = held_in(volunteer, State.ACCEPTED, by)
    row.term_until = max(row.term_from, min(row.term_until, day))
    let_volunteer(user=row.user, is_volunteer=False)
    return vetted(row, State.ENDED, why, by, at)


def held_in(volunteer: Volunteer, state: State, by: User) -> Volunteer:
    row = Volunteer.objects.select_for_update(of=("self",)).select_related("user").get(pk=volunteer.pk)
    if row.state != state or row.user_id == by.pk:
        raise DecidedOtherwise(_("Somebody has decided meanwhile. Look at it again."))
    return row


def vetted(row: Volunteer, state: State, why: str, by: User, at: datetime) -> Volunteer:
    row.state, row.why, row.vetted_by, row.vetted_at = state, why, by, at
    row.save(update_fields=["state", "why", "vetted_by", "vetted_at", "term_from", "term_until"])
    facts = {"state": state, "why": why, "term_from": row.term_from, "term_until": row.term_until}
    to = Recipient(user=row.user, link=reverse("volunteering"))
    tell(key=f"volunteer-vetted:{row.pk}:{state}", topic="volunteer-vetted", to=[to], at=at, facts=facts)
    return row


@transaction.atomic
def end_terms(*, day: date) -> int:
    """End the terms that are over; give how many."""
    over = Volunteer.objects.filter(state=State.ACCEPTED, term_until__lte=day)
    rows = list(over.select_for_update(skip_locked=True, of=("self",)).select_related("user"))
    for row in rows:
        row.state = State.ENDED
        row.save(update_fields=["state"])
        if row.user.role == Role.VOLUNTEER:
            let_volunteer(user=row.user, is_volunteer=False)
    return len(rows)
