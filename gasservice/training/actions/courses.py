"""Sessions of courses, who has a place in them, and who came."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from gasservice.training.access import people_overseen
from gasservice.training.models import Course, Enrolment, Session
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class SessionFull(Refusal):
    """Every place is taken."""


class EnrolledAlready(Refusal):
    """One has one place in a session."""


class SessionBegun(Refusal):
    """Places are given and taken back before a session begins."""


class SessionNotBegun(Refusal):
    """Nobody has come to what has not begun."""


class NotYourPerson(Refusal):
    """A supervisor enrols their own people."""


def hold_session(*, course: Course, by: User, at: datetime, **facts) -> Session:
    """Announce a session of a course; facts are when, where, by whom and how many places."""
    return Session.objects.create(course=course, made_by=by, made_at=at, **facts)


@transaction.atomic
def enrol_person(*, session: Session, person: User, by: User, at: datetime) -> Enrolment:
    """Give somebody a place; the last one is given once, however many ask."""
    if not people_overseen(by).filter(pk=person.pk).exists():
        raise NotYourPerson(_("You enrol people of your own teams."), field="person")
    refuse_begun(session, at)
    if not Session.objects.filter(pk=session.pk, taken__lt=F("places")).update(taken=F("taken") + 1):
        raise SessionFull(_("Every place is taken. Choose another session."), field="person")
    try:
        with transaction.atomic():
            return Enrolment.objects.create(session=session, person=person, enrolled_by=by, enrolled_at=at)
    except IntegrityError:
        raise EnrolledAlready(_("They have a place already."), field="person") from None


@transaction.atomic
def withdraw_enrolment(*, enrolment: Enrolment, at: datetime) -> None:
    """Take a place back before the session begins."""
    refuse_begun(enrolment.session, at)
    gone, _by_table = Enrolment.objects.filter(pk=enrolment.pk).delete()
    if gone:
        Session.objects.filter(pk=enrolment.session_id).update(taken=F("taken") - 1)


def refuse_begun(session: Session, at: datetime) -> None:
    if session.starts_at <= at:
        raise SessionBegun(_("The session has begun: places are not changed any more."))


def mark_attendance(*, enrolment: Enrolment, attended: bool, by: User, at: datetime) -> Enrolment:
    """Note whether somebody came; a slip is set right by marking again."""
    if enrolment.session.starts_at > at:
        raise SessionNotBegun(_("The session has not begun yet."))
    enrolment.attended, enrolment.marked_by, enrolment.marked_at = attended, by, at
    enrolment.save(update_fields=["attended", "marked_by", "marked_at"])
    return enrolment
