"""Telling people of their scores and their places, in the transaction in which it happens."""

from datetime import datetime

from django.urls import reverse

from gasservice.cases.access import unnamed_in
from gasservice.notices.actions import Recipient, tell
from gasservice.training.models import Enrolment, SampledWork, Session
from gasservice.users.models import User


def tell_of_score(work: SampledWork, at: datetime) -> None:
    """Tell somebody that work of theirs was scored; nothing of a case that names them."""
    if unnamed_in(work.person).filter(pk=work.case_id).exists():
        facts = {"title": work.case.title, "done_at": work.done_at, "is_visit": bool(work.appointment_id)}
        to = Recipient(user=work.person, link=work.get_absolute_url())
        tell(key=f"work-scored:{work.pk}", topic="work-scored", to=[to], at=at, facts=facts)


def tell_of_place(row: Enrolment, at: datetime) -> None:
    told = facts_of(row.session)
    tell(key=f"training-place:{row.pk}", topic="training-place", to=[to_person(row.person)], at=at, facts=told)


def tell_of_place_lost(row: Enrolment, at: datetime) -> None:
    """Tell somebody that their place was taken back, or the session called off, and why."""
    told = facts_of(row.session) | {"because": row.session.called_off_because}
    key = f"training-place-lost:{row.pk}"
    tell(key=key, topic="training-place-lost", to=[to_person(row.person)], at=at, facts=told)


def tell_of_change(session: Session, at: datetime) -> None:
    """Tell everybody who has a place when and where it is now."""
    people = [to_person(row.person) for row in session.enrolments.select_related("person").order_by("pk")]
    key = f"training-changed:{session.pk}:{at.isoformat()}"
    tell(key=key, topic="training-changed", to=people, at=at, facts=facts_of(session))


def facts_of(session: Session) -> dict[str, object]:
    return {
        "course": session.course,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "place": session.place,
        "trainer": session.trainer,
    }


def to_person(person: User) -> Recipient:
    return Recipient(user=person, link=reverse("person", args=[person.pk]))
