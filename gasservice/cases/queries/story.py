"""The story of a case as a timeline: the customer's plain one, and the desk's full one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from gasservice.cases.models import Attachment, Case, CaseEvent, Message
from gasservice.cases.queries.event_titles import customer_title, desk_title
from gasservice.cases.terms import PUBLIC_EVENTS, EventKind, Finding
from gasservice.web.languages import localized
from gasservice.web.say import say_window


@dataclass(frozen=True)
class Photo:
    url: str
    thumbnail_url: str
    name: str


@dataclass(frozen=True)
class ShownMessage:
    """Words as the message partial draws them."""

    sender: str
    who: str
    at: datetime
    body: str
    channel: str = ""
    language: str = ""
    photos: list[Photo] = field(default_factory=list)


@dataclass(frozen=True)
class ShownNote:
    who: str
    at: datetime
    body: str


@dataclass(frozen=True)
class Entry:
    """A line of a timeline."""

    state: str
    title: str
    kind: str = ""
    at: datetime | None = None
    words: str = ""
    who: str = ""
    message: ShownMessage | None = None
    note: ShownNote | None = None


# Their words begin with a code, which the title says.
CODE_FIRST = (EventKind.VISIT_RULED, EventKind.WORK_ASKED, EventKind.WORK_ANSWERED)
SAID_IN_TITLE = {
    EventKind.RATED,
    EventKind.REDRESS,
    EventKind.LINKED,
    EventKind.DISPUTED,
    EventKind.BILL_CORRECTED,
}
STATES = {
    EventKind.TAKEN: "kept",
    EventKind.MET: "kept",
    EventKind.RESOLVED: "kept",
    EventKind.HELD: "paused",
    EventKind.NOTED: "note",
    EventKind.WARNED: "soon",
    EventKind.MISSED: "late",
    EventKind.ESCALATED: "late",
    EventKind.REDRESS: "late",
    EventKind.ARRIVED: "kept",
    EventKind.WORK_DONE: "kept",
    EventKind.WORK_ACCEPTED: "kept",
    EventKind.SUPPLY_OPENED: "kept",
    EventKind.PAID_BACK: "kept",
    EventKind.NOT_COME: "late",
    EventKind.NO_ACCESS: "paused",
    EventKind.VISIT_RULED: "paused",
    EventKind.SUPPLY_REFUSED: "paused",
    EventKind.METER_TAKEN_BACK: "paused",
    EventKind.WORK_ANSWERED: "kept",
    EventKind.METER_EXCHANGED: "kept",
    EventKind.BILL_CORRECTED: "kept",
    EventKind.DECISION_PROPOSED: "note",
    EventKind.DECISION_SENT_BACK: "note",
}


def story_for_customer(case: Case) -> list[Entry]:
    """Tell the story in plain words; notes and our own reminders, also to the owner, are no part of it."""
    events = events_of(case).filter(kind__in=PUBLIC_EVENTS)
    events = events.exclude(kind=EventKind.ESCALATED, subject=case.owner_id)
    return [entry_of(case, event, customer_title, photos) for event, photos in with_photos(events)]


def story_for_staff(case: Case) -> list[Entry]:
    return staff_entries(case, events_of(case))


def staff_entries(case: Case, events: QuerySet[CaseEvent]) -> list[Entry]:
    return [entry_of(case, event, desk_title, photos) for event, photos in with_photos(events)]


def events_of(case: Case):
    return case.events.select_related("by", "subject", "team", "message__by", "note__by").order_by("at", "pk")


def with_photos(events) -> list[tuple[CaseEvent, list[Photo]]]:
    rows = list(events)
    messages = [event.message_id for event in rows if event.message_id]
    photos: dict[int, list[Photo]] = {}
    for attachment in Attachment.objects.filter(message__in=messages).select_related("file", "message").order_by("pk"):
        photos.setdefault(attachment.message_id, []).append(photo_of(attachment))
    return [(event, photos.get(event.message_id, [])) for event in rows]


def photo_of(attachment: Attachment) -> Photo:
    url = reverse("case-file", args=[attachment.file_id])
    return Photo(url, f"{url}?size=small", attachment.file.original_name)


def entry_of(case: Case, event: CaseEvent, title: Callable[[CaseEvent], str], photos: Sequence[Photo]) -> Entry:
    return Entry(
        state=STATES.get(event.kind, "done"),
        title=title(event),
        kind=event.kind,
        at=event.at,
        words=words_of(event),
        message=shown_message(case, event.message, photos) if event.message else None,
        note=ShownNote(str(event.note.by or ""), event.note.at, said(event.note)) if event.note else None,
    )


def words_of(event: CaseEvent) -> str:
    if event.kind == EventKind.RESOLVED:
        return Finding(event.words).label if event.words in Finding.values else ""
    if event.kind in (EventKind.APPOINTED, EventKind.REBOOKED):
        since, until = map(datetime.fromisoformat, event.words.split("/"))
        return say_window(since, until, now=event.at)
    if event.kind in CODE_FIRST:
        return event.words.partition(" ")[2]
    return "" if event.kind in SAID_IN_TITLE else event.words


def shown_message(case: Case, message: Message, photos: Sequence[Photo]) -> ShownMessage:
    if message.is_from_customer:
        who = case.contact_name or _("Customer")
    else:
        who = f"{message.by} · {localized(case.team, 'name')}" if message.by else localized(case.team, "name")
    sender = "customer" if message.is_from_customer else "us"
    return ShownMessage(sender, who, message.at, said(message), photos=list(photos))


def said(words) -> str:
    return words.body if words.body is not None else _("These words were removed at the customer’s request.")
