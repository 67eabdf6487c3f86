"""Sessions of courses, who has a place in them, and who came."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from gasservice.training.access import people_overseen
from gasservice.training.actions.telling import tell_of_change, tell_of_place, tell_of_place_lost
from gasservice.training.models import Course, Enrolment, Session
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class SessionFull(Refusal):
    """Every place is taken."""


class EnrolledAlready(Refusal):
    """One has one place in a session."""


class SessionBegun(Refusal):
    """Places are given and taken back, and times are changed, before a session begins and while it stands."""


class SessionNotBegun(Refusal):
    """Nobody has come to what has not begun, or was called off."""


class NotYourPerson(Refusal):
    """A supervisor enrols their own people."""


# What who has a place must be told of when it changes.
TOLD_OF = ("starts_at", "ends_at", "place")


def hold_session(*, course: Course, by: User, at: datetime, **facts) -> Session:
    """Announce a session of a course; facts are when, where, by whom and how many places."""
    return Session.objects.create(course=course, made_by=by, made_at=at, **facts)


@transaction.atomic
def change_session(*, session: Session, at: datetime, **facts) -> Session:
    """Move a session or change its place, trainer or places before it begins; whoever has a place is told."""
    row = held_open(session, at)
    if facts["places"] < row.taken:
        raise SessionFull(_("%(taken)s places are taken already.") % {"taken": row.taken}, field="places")
    is_moved = any(getattr(row, name) != facts[name] for name in TOLD_OF)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    if is_moved and row.taken:
        tell_of_change(row, at)
    return row


@transaction.atomic
def call_off_session(*, session: Session, because: str, at: datetime) -> Session:
    """Call a session off before it begins, and say why; whoever has a place is told."""
    row = held_open(session, at)
    row.called_off_at, row.called_off_because = at, because
    row.save(update_fields=["called_off_at", "called_off_because"])
    for enrolment in row.enrolments.select_related("person").order_by("pk"):
        enrolment.session = row
        tell_of_place_lost(enrolment, at)
    return row


@transaction.atomic
def enrol_person(*, session: Session, person: User, by: User, at: datetime) -> Enrolment:
    """Give somebody a place, and tell them; the last one is given once, however many ask."""
    if not people_overseen(by).filter(pk=person.pk).exists():
        raise NotYourPerson(_("You enrol people of your own teams."), field="person")
    row = held_open(session, at)
    if row.taken >= row.places:
        raise SessionFull(_("Every place is taken. Choose another session."), field="person")
    try:
        with transaction.atomic():
            place = Enrolment.objects.create(session=row, person=person, enrolled_by=by, enrolled_at=at)
    except IntegrityError:
        raise EnrolledAlready(_("They have a place already."), field="person") from None
    Session.objects.filter(pk=row.pk).update(taken=F("taken") + 1)
    tell_of_place(place, at)
    return place


@transaction.atomic
def withdraw_enrolment(*, enrolment: Enrolment, at: datetime) -> None:
    """Take a place back before the session begins, and tell who had it."""
    row = held_open(enrolment.session, at)
    gone, _by_table = Enrolment.objects.filter(pk=enrolment.pk).delete()
    if gone:
        Session.objects.filter(pk=row.pk).update(taken=F("taken") - 1)
        tell_of_place_lost(enrolment, at)


def held_open(session: Session, at: datetime) -> Session:
    """Hold the row of a session whose places are still given and taken back."""
    row = Session.objects.select_for_update(of=("self",)).select_related("course").get(pk=session.pk)
    if not row.is_open_at(at):
        raise SessionBegun(_("The session has begun or was called off: nothing is changed any more."))
    return row


def mark_attendance(*, enrolment: Enrolment, attended: bool, by: User, at: datetime) -> Enrolment:
    """Note whether somebody came; a slip is set right by marking again."""
    if not enrolment.session.has_begun_at(at):
        raise SessionNotBegun(_("Nobody can have come: it has not begun, or was called off."))
    enrolment.attended, enrolment.marked_by, enrolment.marked_at = attended, by, at
    enrolment.save(update_fields=["attended", "marked_by", "marked_at"])
    return enrolment
