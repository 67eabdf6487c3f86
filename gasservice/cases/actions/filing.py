"""Opening a case: whoever files it, through whichever door, it gets a number, a team and its promises."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.keeping import place_in_queue
from gasservice.cases.actions.promises import make_promises
from gasservice.cases.actions.search import add_to_search
from gasservice.cases.actions.story import attach, record_event
from gasservice.cases.actions.telling import alert_duty_desk, tell_of_filing
from gasservice.cases.models import Case, CaseParticipant, Message, Routing
from gasservice.cases.references import FIRST, LAST, reference_of
from gasservice.cases.secrets import hash_of, secret_for
from gasservice.cases.terms import EventKind, Part
from gasservice.files.models import StoredFile
from gasservice.registry.models import Community
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Door, Priority
from gasservice.users.models import Team, User
from gasservice.web.refusals import Refusal

TRIES = 20


class KindCode(NamedTuple):
    """How a kind is named for good, whatever version of it holds."""

    door: str
    code: str


LEAK = KindCode(Door.REPAIRS, "leak")


class NoTeamForThis(Refusal):
    """Nobody was named to work such cases."""


@dataclass(frozen=True)
class Filed:
    """A case and the secret of its tracking link; `is_new` is false when the same form was sent before."""

    case: Case
    secret: str
    is_new: bool


def open_case(
    *,
    kind: CaseKind,
    words: str,
    by: User | None,
    at: datetime,
    submission: UUID | None = None,
    files: Iterable[StoredFile] = (),
    named: Iterable[User] = (),
    **facts,
) -> Filed:
    """Open a case with the customer's words and photos; `facts` are columns of Case.

    The same submission never makes two. Whoever is `named` in it never sees it.
    """
    submission = submission or uuid4()
    secret = secret_for(submission)
    try:
        with transaction.atomic():
            case = open_new(kind, words, by, at, secret, submission, facts)
            attach(case.messages.get(), files)
            CaseParticipant.objects.bulk_create(CaseParticipant(case=case, user=who, part=Part.NAMED) for who in named)
            return Filed(case, secret, is_new=True)
    except IntegrityError:
        case = Case.objects.filter(submission=submission).first()
        if case is None:
            raise
        return Filed(case, secret, is_new=False)


def open_new(
    kind: CaseKind, words: str, by: User | None, at: datetime, secret: str, submission: UUID, facts: dict
) -> Case:
    filer = by if by and not by.works_here else None
    defaults = {"title": kind.name_en[:160], "priority": kind.priority, "filed_by": filer}
    reference = facts.pop("reference", None) or free_reference()
    priority = facts.get("priority", kind.priority)
    case = Case.objects.create(
        **defaults | facts,
        reference=reference,
        secret_hash=hash_of(secret),
        submission=submission,
        door=kind.door,
        kind=kind,
        team=team_for(kind, facts.get("community"), is_emergency=priority == Priority.EMERGENCY),
        opened_at=at,
    )
    message = Message.objects.create(case=case, body=words, by=by, at=at, is_from_customer=True)
    promises = make_promises(case=case, at=at)
    notice = tell_of_filing(case=case, promises=promises, at=at)
    record_event(case=case, kind=EventKind.OPENED, by=by, at=at, message=message, team=case.team, notice=notice)
    alert_of_emergency(case, words, at)
    place_in_queue(case=case)
    add_to_search(case=case, texts=[case.title, words, case.contact_name, case.place_typed, case.remedy_sought])
    return case


def alert_of_emergency(case: Case, words: str, at: datetime) -> None:
    """Let the duty desk know of an emergency at once, and let the story say so."""
    if case.priority == Priority.EMERGENCY:
        alert = alert_duty_desk(case=case, words=words, at=at)
        record_event(case=case, kind=EventKind.NOTIFIED, by=None, at=at, team=case.team, notice=alert)


def free_reference() -> str:
    """Draw a number that no case has; a collision in the same instant is refused by the database."""
    for _attempt in range(TRIES):
        reference = reference_of(FIRST + secrets.randbelow(LAST - FIRST))
        if not Case.objects.filter(reference=reference).exists():
            return reference
    raise RuntimeError("The case numbers are used up.")


def team_for(kind: CaseKind, community: Community | None, *, is_emergency: bool = False) -> Team:
    """Find the team by the most particular routing: kind and district, kind, district, door.

    An emergency goes where leaks go, whatever door it came through.
    """
    district = community.district_id if community else None
    asked = Q(door=kind.door, kind_code__in=[kind.code, ""])
    asked |= Q(door=LEAK.door, kind_code=LEAK.code) if is_emergency else Q()
    rows = Routing.objects.filter(asked).select_related("team")
    fitting = [row for row in rows if row.district_id in (district, None)]
    if not fitting:
        raise NoTeamForThis(_("We cannot take this in here at the moment. Please call us."))
    return max(fitting, key=lambda row: (is_of_leaks(row), bool(row.kind_code), row.district_id is not None)).team


def is_of_leaks(row: Routing) -> bool:
    return (row.door, row.kind_code) == LEAK
