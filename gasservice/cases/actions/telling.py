"""Telling the people of a case what happened, in the transaction in which it happens."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from gasservice.cases.actions.climbing import LISTED, tell_climbed
from gasservice.cases.models import Appointment, Case, Commitment, Escalation, WorkReferral
from gasservice.cases.secrets import secret_for
from gasservice.cases.terms import WorkAsked
from gasservice.notices.actions import Recipient, tell
from gasservice.notices.models import Notice
from gasservice.standards.terms import Priority, Promise, Purpose
from gasservice.users.models import User
from gasservice.web.nudging import nudge

# An alert tells so much of what the caller wrote; the case has the rest.
WORDS_TOLD = 600


def tell_customer(
    *, case: Case, topic: str, key: str, at: datetime, facts: dict | None = None, link: str = ""
) -> Notice | None:
    """Tell the customer; nobody is told of a case that nobody can be reached about."""
    if not case.is_reachable:
        return None
    customer = Recipient(
        user=case.filed_by,
        email=case.contact_email,
        phone=str(case.contact_phone or ""),
        language=case.language,
        link=link or way_to(case),
    )
    known = {"reference": case.reference, "title": case.title} | (facts or {})
    return tell(key=key, topic=topic, to=[customer], at=at, facts=known)


def tell_of_visit(
    *, appointment: Appointment, topic: str, at: datetime, mark: str = "", is_ours: bool = False, amount=None, **more
) -> Notice | None:
    """Tell the customer of a visit: one letter for each topic and each time it was moved; `more` are facts besides."""
    facts = more | {
        "purpose": Purpose(appointment.purpose).label,
        "window_from": appointment.window_from,
        "window_until": appointment.window_until,
        "calendar_url": settings.SITE_URL + appointment.get_calendar_url(),
        "is_ours": is_ours,
        "amount": amount,
    }
    key = f"{topic}:{appointment.pk}:{appointment.sequence}{mark}"
    return tell_customer(case=appointment.case, topic=topic, key=key, at=at, facts=facts)


def way_to(case: Case) -> str:
    """Give the customer's own way to the case: signed in by its number, else by its secret."""
    if case.filed_by_id or case.submission is None:
        return reverse("tracked-case", args=[case.reference])
    return reverse("track-link", args=[case.reference, secret_for(case.submission)])


def tell_of_filing(*, case: Case, promises: list[Commitment], at: datetime) -> Notice | None:
    facts = {"team": case.team, "promises": [(Promise(row.promise).label, row.due_at) for row in promises]}
    return tell_customer(case=case, topic="case-filed", key=f"case-filed:{case.pk}", at=at, facts=facts)


def tell_new_owner(*, case: Case, owner: User, key: str, at: datetime) -> Notice:
    facts = {"reference": case.reference, "title": case.title}
    to = Recipient(user=owner, link=case.get_absolute_url())
    return tell(key=key, topic="case-handed-over", to=[to], at=at, facts=facts)


def tell_of_answer(*, case: Case, referral: WorkReferral, at: datetime) -> Notice | None:
    """Tell whoever has the case that another desk has answered; who takes it later reads it in the story."""
    if case.owner is None:
        return None
    facts = {"reference": case.reference, "title": case.title, "asked": WorkAsked(referral.asked).label}
    facts["answer"] = referral.answer
    to = Recipient(user=case.owner, link=case.get_absolute_url())
    return tell(key=f"work-answered:{referral.pk}", topic="work-answered", to=[to], at=at, facts=facts)


def alert_duty_desk(*, case: Case, words: str, at: datetime) -> Notice:
    """Tell the duty desk of an emergency at once: its phone and mailbox, its lead and everybody in it."""
    team, link = case.team, case.get_absolute_url()
    desk = Recipient(email=team.duty_email, phone=str(team.duty_phone or ""), language=team.duty_language, link=link)
    people = User.objects.desk().filter(Q(team=team) | Q(pk=team.lead_id))
    facts = {
        "reference": case.reference,
        "place": str(case.premise or case.community or case.place_typed or ""),
        "name": case.contact_name,
        "phone": case.contact_phone.as_international if case.contact_phone else "",
        "words": words[:WORDS_TOLD],
    }
    notice = tell(
        key=f"duty-alert:{case.pk}",
        topic="duty-alert",
        to=[desk, *(Recipient(user=person, link=link) for person in people)],
        at=at,
        facts=facts,
        is_urgent=True,
    )
    transaction.on_commit(lambda: nudge("notices.send_waiting"))
    return notice


def tell_escalations(*, at: datetime) -> int:
    """Tell each person once what has climbed to them since the last time, however much; give how many were told."""
    waiting = Escalation.objects.filter(digested_at__isnull=True).select_related("commitment", "case")
    return tell_climbed(waiting=waiting, tell_of=tell_of_cases, at=at)


def tell_of_cases(person: User, steps: list[Escalation], at: datetime) -> None:
    promises = list({step.commitment_id: step for step in steps}.values())
    tell(
        key=f"escalations:{person.pk}:{steps[0].pk}-{steps[-1].pk}",
        topic="case-escalated-digest",
        to=[Recipient(user=person, link=reverse("desk-queue"))],
        at=at,
        facts={
            "cases": [told_of(step) for step in promises[:LISTED]],
            "number": len({step.case_id for step in promises}),
            "more": len(promises[LISTED:]),
        },
        is_urgent=any(step.case.priority == Priority.EMERGENCY for step in steps),
    )


def told_of(step: Escalation) -> dict[str, object]:
    return {
        "reference": step.case.reference,
        "title": step.case.title,
        "what": Promise(step.commitment.promise).label,
        "due_at": step.commitment.due_at,
    }
