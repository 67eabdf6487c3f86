"""What each event of a story is called: in the customer's words, and in full at the desk."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gasservice.cases.models import CaseEvent
from gasservice.cases.terms import CallOutcome, EventKind, Ruling, WorkAsked
from gasservice.standards.terms import Promise
from gasservice.users.models import Team, User
from gasservice.web.languages import localized
from gasservice.web.say import say_money

# A text and what stands in it; an event in no table is called by its kind.
Titles = dict[EventKind, tuple[LazyText, Callable[[CaseEvent], dict[str, str]]]]


def customer_title(event: CaseEvent) -> str:
    """Say what happened in the customer's words."""
    return title_in(FOR_CUSTOMERS, event)


def desk_title(event: CaseEvent) -> str:
    """Say what happened, who did it and what it was about."""
    if event.kind in BY_SOMEBODY and event.by:
        return _("%(what)s by %(who)s") % {"what": event.get_kind_display(), "who": person(event.by)}
    if event.kind == EventKind.HANDED_OVER and event.subject:
        return _("%(who)s handed it over to %(whom)s") % from_whom_to_whom(event)
    return title_in(AT_DESK, event)


def title_in(titles: Titles, event: CaseEvent) -> str:
    text, facts = titles.get(event.kind, (None, nothing))
    return str(text) % facts(event) if text else event.get_kind_display()


def person(user: User | None) -> str:
    return str(user) if user else _("Somebody")


def team(row: Team | None) -> str:
    return localized(row, "name") if row else ""


def nothing(_event: CaseEvent) -> dict[str, str]:
    return {}


def whose(event: CaseEvent) -> dict[str, str]:
    return {"who": person(event.subject)}


def from_whom_to_whom(event: CaseEvent) -> dict[str, str]:
    return {"who": person(event.by), "whom": person(event.subject)}


def from_whom_to_team(event: CaseEvent) -> dict[str, str]:
    return {"who": person(event.by), "team": team(event.team)}


def promised(event: CaseEvent) -> dict[str, str]:
    return {"promise": Promise(event.promise).label if event.promise else ""}


def promised_to(event: CaseEvent) -> dict[str, str]:
    return {"whom": person(event.subject), **promised(event)}


def owed(event: CaseEvent) -> dict[str, str]:
    return {"amount": say_money(Decimal(event.words)), **promised(event)}


def changed_by(event: CaseEvent) -> dict[str, str]:
    return {"amount": say_money(Decimal(event.words))}


def kind_and_promise(event: CaseEvent) -> dict[str, str]:
    return {"label": event.get_kind_display(), "words": promised(event)["promise"]}


def found(event: CaseEvent) -> dict[str, str]:
    """Give what was found of a visit; the event holds the finding and the reason, a space between them."""
    words = Ruling(event.words.partition(" ")[0]).label
    return {"label": event.get_kind_display(), "words": words, "found": words, "who": person(event.by)}


def asked(event: CaseEvent) -> dict[str, str]:
    """Give what another desk was asked for; the event holds it before the words, a space between them."""
    return {"what": WorkAsked(event.words.partition(" ")[0]).label, "who": person(event.by)}


def by_whom(event: CaseEvent) -> dict[str, str]:
    return {"who": person(event.by)}


def called(event: CaseEvent) -> dict[str, str]:
    return by_whom(event) | {"outcome": CallOutcome(event.words).label}


LINKED = (gettext_lazy("Smell of gas: see also case %(number)s"), lambda event: {"number": event.words})
KIND_AND_PROMISE = (gettext_lazy("%(label)s: %(words)s"), kind_and_promise)
DISPUTED = (gettext_lazy("%(amount)s of a bill is disputed"), changed_by)
CORRECTED = (gettext_lazy("The bill was corrected by %(amount)s"), changed_by)
FOR_CUSTOMERS: Titles = {
    EventKind.OPENED: (gettext_lazy("You told us"), nothing),
    EventKind.TAKEN: (gettext_lazy("%(who)s took it on"), whose),
    EventKind.ASSIGNED: (gettext_lazy("%(who)s has it now"), whose),
    EventKind.HANDED_OVER: (gettext_lazy("It went to the team “%(team)s”"), from_whom_to_team),
    EventKind.TRANSFERRED: (gettext_lazy("It moved to the right desk: “%(team)s”"), from_whom_to_team),
    EventKind.REPLIED: (gettext_lazy("We wrote to you"), nothing),
    EventKind.CUSTOMER_WROTE: (gettext_lazy("You wrote to us"), nothing),
    EventKind.HELD: (gettext_lazy("We are waiting"), nothing),
    EventKind.RESUMED: (gettext_lazy("It goes on"), nothing),
    EventKind.WITHDRAWN: (gettext_lazy("You took it back"), nothing),
    EventKind.MISSED: (gettext_lazy("We missed a promise: %(promise)s"), promised),
    EventKind.MET: (gettext_lazy("Promise kept: %(promise)s"), promised),
    EventKind.ESCALATED: (gettext_lazy("A superior was told"), nothing),
    EventKind.REDRESS: (gettext_lazy("We owe you %(amount)s for it"), owed),
    EventKind.NOT_COME: (gettext_lazy("You told us that nobody came"), nothing),
    EventKind.RATED: (gettext_lazy("You rated us"), nothing),
    EventKind.LINKED: LINKED,
    EventKind.VISIT_RULED: (gettext_lazy("%(label)s: %(words)s"), found),
    EventKind.WORK_ASKED: (gettext_lazy("We asked our crews: %(what)s"), asked),
    EventKind.WORK_ANSWERED: (gettext_lazy("Our crews have done so: %(what)s"), asked),
    EventKind.DISPUTED: DISPUTED,
    EventKind.BILL_CORRECTED: CORRECTED,
    EventKind.FOLLOWED_UP: (gettext_lazy("We called you about your rating"), nothing),
    EventKind.CALLED_BACK: (gettext_lazy("We asked you by phone how it was"), nothing),
    EventKind.CONSENT_GIVEN: (gettext_lazy("You let us publish the idea"), nothing),
    EventKind.CONSENT_ENDED: (gettext_lazy("You do not let us publish the idea any more"), nothing),
}
AT_DESK: Titles = {
    EventKind.TAKEN: (gettext_lazy("%(who)s took it"), whose),
    EventKind.ASSIGNED: (gettext_lazy("%(who)s gave it to %(whom)s"), from_whom_to_whom),
    EventKind.HANDED_OVER: (gettext_lazy("%(who)s handed it over to “%(team)s”"), from_whom_to_team),
    EventKind.TRANSFERRED: (gettext_lazy("%(who)s handed it over to “%(team)s”"), from_whom_to_team),
    EventKind.REDRESS: (gettext_lazy("Redress owed, %(amount)s: %(promise)s"), owed),
    EventKind.MET: KIND_AND_PROMISE,
    EventKind.MISSED: KIND_AND_PROMISE,
    EventKind.WARNED: KIND_AND_PROMISE,
    EventKind.ESCALATED: (gettext_lazy("Escalated to %(whom)s: %(promise)s"), promised_to),
    EventKind.NOT_COME: (gettext_lazy("The customer says that nobody came"), nothing),
    EventKind.RATED: (gettext_lazy("Rated %(score)s of 5"), lambda event: {"score": event.words}),
    EventKind.LINKED: LINKED,
    EventKind.VISIT_RULED: (gettext_lazy("%(who)s looked into the visit: %(found)s"), found),
    EventKind.WORK_ASKED: (gettext_lazy("%(who)s asked the crews: %(what)s"), asked),
    EventKind.WORK_ANSWERED: (gettext_lazy("%(who)s answered: %(what)s"), asked),
    EventKind.DISPUTED: DISPUTED,
    EventKind.BILL_CORRECTED: CORRECTED,
    EventKind.FOLLOWED_UP: (gettext_lazy("%(who)s called about the rating"), by_whom),
    EventKind.CALLED_BACK: (gettext_lazy("%(who)s asked by phone how it was: %(outcome)s"), called),
}
BY_SOMEBODY = {
    EventKind.HELD,
    EventKind.RESUMED,
    EventKind.RESOLVED,
    EventKind.REOPENED,
    EventKind.CLOSED,
    EventKind.DECISION_PROPOSED,
    EventKind.DECISION_SENT_BACK,
    EventKind.CONSIDERED,
    EventKind.PUBLISHED,
    EventKind.UNPUBLISHED,
}
