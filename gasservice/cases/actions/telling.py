"""Telling the people of a case what happened, in the transaction in which it happens."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from gasservice.cases.models import Case, Commitment, Escalation
from gasservice.cases.secrets import secret_for
from gasservice.notices.actions import Recipient, tell
from gasservice.notices.models import Notice
from gasservice.standards.terms import Priority, Promise
from gasservice.users.models import User


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


@transaction.atomic
def tell_escalations(*, at: datetime, limit: int = 2_000) -> int:
    """Tell each person once what has climbed to them, however much that is; give how many people were told."""
    waiting = Escalation.objects.filter(digested_at__isnull=True).order_by("pk")
    steps = list(
        waiting.select_related("commitment", "case", "told").select_for_update(of=("self",), skip_locked=True)[:limit]
    )
    by_person = defaultdict(list)
    for step in steps:
        if step.told_id:
            by_person[step.told].append(step)
    for person, climbed in by_person.items():
        tell_person(person, climbed, at)
    Escalation.objects.filter(pk__in=[step.pk for step in steps]).update(digested_at=at)
    return len(by_person)


def tell_person(person: User, climbed: list[Escalation], at: datetime) -> None:
    cases = [
        {
            "reference": step.case.reference,
            "title": step.case.title,
            "what": Promise(step.commitment.promise).label,
            "due_at": step.commitment.due_at,
        }
        for step in climbed
    ]
    tell(
        key=f"escalations:{person.pk}:{climbed[0].pk}-{climbed[-1].pk}",
        topic="case-escalated-digest",
        to=[Recipient(user=person, link=reverse("desk-queue"))],
        at=at,
        facts={"cases": cases},
        is_urgent=any(step.case.priority == Priority.EMERGENCY for step in climbed),
    )
