"""The queue's rows: a page of cases with their clocks and last words, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from gasservice.cases.models import Case, Commitment, Message
from gasservice.cases.queries.clocks import ClockFace, clocks_of
from gasservice.web.languages import localized
from gasservice.web.say import say_ago

EXCERPT = 120


@dataclass(frozen=True)
class QueueRow:
    """One line of the queue, as its partial draws it."""

    reference: str
    url: str
    clock: ClockFace | None
    title: str
    excerpt: str
    customer: str
    place: str
    door: str
    kind: str
    owner: str
    last_words: str


def queue_rows(cases: Sequence[Case], at: datetime) -> list[QueueRow]:
    """Draw the rows of a page of cases loaded with `lists.SHOWN_WITH`."""
    clocks, messages = next_clocks(cases, at), last_messages(cases)
    return [row_of(case, clocks.get(case.pk), messages.get(case.pk), at) for case in cases]


def row_of(case: Case, face: ClockFace | None, message: Message | None, at: datetime) -> QueueRow:
    return QueueRow(
        reference=case.reference,
        url=case.get_absolute_url(),
        clock=face,
        title=case.title,
        excerpt=(message.body or "")[:EXCERPT] if message else "",
        customer=case.contact_name or (case.customer.name if case.customer else ""),
        place=place_of(case),
        door=case.get_door_display(),
        kind=localized(case.kind, "name"),
        owner=case.owner.name if case.owner else "",
        last_words=last_words(message, at),
    )


def place_of(case: Case) -> str:
    if case.community:
        return case.community.name
    return case.premise.address if case.premise else case.place_typed


def last_words(message: Message | None, at: datetime) -> str:
    if message is None:
        return ""
    who = _("customer") if message.is_from_customer else _("us")
    return f"{who} · {say_ago(message.at, now=at)}"


def next_clocks(cases: Sequence[Case], at: datetime) -> dict[int, ClockFace]:
    """Read the clock of each case's next promise; one that stands comes after one that runs."""
    rows = Commitment.objects.running().filter(case__in=cases).select_related("policy__calendar").order_by("-due_at")
    nearest = {row.case_id: row for row in sorted(rows, key=lambda row: row.paused_at is None)}
    faces = clocks_of(nearest.values(), at)
    return {case_id: faces[row.pk] for case_id, row in nearest.items()}


def last_messages(cases: Sequence[Case]) -> dict[int, Message]:
    rows = Message.objects.filter(case__in=cases).order_by("case", "-at", "-pk").distinct("case")
    return {message.case_id: message for message in rows}
