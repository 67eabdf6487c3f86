"""The story of a case as a timeline: the customer's plain one, and the desk's full one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from gasservice.cases.models import Attachment, Case, CaseEvent, Message
from gasservice.cases.terms import PUBLIC_EVENTS, EventKind, Finding, Ruling
from gasservice.standards.terms import Promise
from gasservice.users.models import Team, User
from gasservice.web.languages import localized
from gasservice.web.say import say_money, say_window


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
    if event.kind == EventKind.VISIT_RULED:
        return event.words.partition(" ")[2]
    return "" if event.kind in (EventKind.RATED, EventKind.REDRESS, EventKind.LINKED) else event.words


def shown_message(case: Case, message: Message, photos: Sequence[Photo]) -> ShownMessage:
    if message.is_from_customer:
        who = case.contact_name or _("Customer")
    else:
        who = f"{message.by} · {localized(case.team, 'name')}" if message.by else localized(case.team, "name")
    sender = "customer" if message.is_from_customer else "us"
    return ShownMessage(sender, who, message.at, said(message), photos=list(photos))


def said(words) -> str:
    return words.body if words.body is not None else _("These words were removed at the customer’s request.")


def promise_of(event: CaseEvent) -> str:
    return Promise(event.promise).label if event.promise else ""


def person(user: User | None) -> str:
    return str(user) if user else _("Somebody")


def team(row: Team | None) -> str:
    return localized(row, "name") if row else ""


def found_of_visit(event: CaseEvent) -> str:
    """Say what was found of a visit; the event holds the finding and the reason, a space between them."""
    return Ruling(event.words.partition(" ")[0]).label


def linked_title(event: CaseEvent) -> str:
    return _("Smell of gas: see also case %(number)s") % {"number": event.words}


def customer_title(event: CaseEvent) -> str:
    """Say what happened in the customer's words."""
    match event.kind:
        case EventKind.OPENED:
            return _("You told us")
        case EventKind.TAKEN:
            return _("%(who)s took it on") % {"who": person(event.subject)}
        case EventKind.ASSIGNED:
            return _("%(who)s has it now") % {"who": person(event.subject)}
        case EventKind.HANDED_OVER:
            return _("It went to the team “%(team)s”") % {"team": team(event.team)}
        case EventKind.TRANSFERRED:
            return _("It moved to the right desk: “%(team)s”") % {"team": team(event.team)}
        case EventKind.REPLIED:
            return _("We wrote to you")
        case EventKind.CUSTOMER_WROTE:
            return _("You wrote to us")
        case EventKind.HELD:
            return _("We are waiting")
        case EventKind.RESUMED:
            return _("It goes on")
        case EventKind.WITHDRAWN:
            return _("You took it back")
        case EventKind.MISSED:
            return _("We missed a promise: %(promise)s") % {"promise": promise_of(event)}
        case EventKind.MET:
            return _("Promise kept: %(promise)s") % {"promise": promise_of(event)}
        case EventKind.ESCALATED:
            return _("A superior was told")
        case EventKind.REDRESS:
            return _("We owe you %(amount)s for it") % {"amount": say_money(Decimal(event.words))}
        case EventKind.NOT_COME:
            return _("You told us that nobody came")
        case EventKind.RATED:
            return _("You rated us")
        case EventKind.LINKED:
            return linked_title(event)
        case EventKind.VISIT_RULED:
            return _("%(label)s: %(words)s") % {"label": event.get_kind_display(), "words": found_of_visit(event)}
    return event.get_kind_display()


def desk_title(event: CaseEvent) -> str:
    """Say what happened, who did it and what it was about."""
    who = person(event.by)
    match event.kind:
        case EventKind.TAKEN:
            return _("%(who)s took it") % {"who": person(event.subject)}
        case EventKind.ASSIGNED:
            return _("%(who)s gave it to %(whom)s") % {"who": who, "whom": person(event.subject)}
        case EventKind.HANDED_OVER if event.subject:
            return _("%(who)s handed it over to %(whom)s") % {"who": who, "whom": person(event.subject)}
        case EventKind.HANDED_OVER | EventKind.TRANSFERRED:
            return _("%(who)s handed it over to “%(team)s”") % {"who": who, "team": team(event.team)}
        case EventKind.REDRESS:
            return _("Redress owed, %(amount)s: %(promise)s") % {
                "amount": say_money(Decimal(event.words)),
                "promise": promise_of(event),
            }
        case EventKind.MET | EventKind.MISSED | EventKind.WARNED:
            return _("%(label)s: %(words)s") % {"label": event.get_kind_display(), "words": promise_of(event)}
        case EventKind.ESCALATED:
            return _("Escalated to %(whom)s: %(promise)s") % {
                "whom": person(event.subject),
                "promise": promise_of(event),
            }
        case EventKind.NOT_COME:
            return _("The customer says that nobody came")
        case EventKind.RATED:
            return _("Rated %(score)s of 5") % {"score": event.words}
        case EventKind.LINKED:
            return linked_title(event)
        case EventKind.VISIT_RULED:
            return _("%(who)s looked into the visit: %(found)s") % {"who": who, "found": found_of_visit(event)}
        case EventKind.HELD | EventKind.RESUMED | EventKind.RESOLVED | EventKind.REOPENED | EventKind.CLOSED if (
            event.by
        ):
            return _("%(what)s by %(who)s") % {"what": event.get_kind_display(), "who": who}
    return event.get_kind_display()
