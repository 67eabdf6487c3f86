"""A case as the desk works it: the story, the clocks, and the facts that decide."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from gasservice.cases.access import visible_to
from gasservice.cases.models import Case
from gasservice.cases.queries.clocks import ClockFace, faces_of, running_calendars
from gasservice.cases.queries.story import Entry, story_for_staff
from gasservice.cases.queries.tracked import next_clock, read_promises_and_visits
from gasservice.cases.terms import EventKind
from gasservice.registry.access import acts_on_premises
from gasservice.registry.models import Interruption, Meter, PriorityNeed
from gasservice.registry.queries import needs_of, outages_in
from gasservice.users.models import User
from gasservice.web.say import say_day

OTHERS = 6
OUTAGES = 3
HANDED_ON = (EventKind.HANDED_OVER, EventKind.TRANSFERRED)


@dataclass(frozen=True)
class CasePage:
    """Everything the desk sees of one case."""

    clock: ClockFace | None
    why: list[str]
    promises: list[ClockFace]
    story: list[Entry]
    customer_facts: list[tuple[str, object]]
    place_facts: list[tuple[str, object]]
    needs: list[PriorityNeed]
    others: list[Case]
    outages: list[Interruption]
    handovers: int


def case_page(case: Case, user: User, at: datetime) -> CasePage:
    read_promises_and_visits(case)
    promises, story = list(case.commitments.all()), story_for_staff(case)
    calendars = running_calendars(promises)
    clock, why = next_clock(case, promises, calendars, at)
    return CasePage(
        clock=clock,
        why=why,
        promises=list(faces_of(promises, calendars, at).values()),
        story=story,
        customer_facts=customer_facts(case),
        place_facts=place_facts(case, at),
        needs=list(needs_of(case.premise)) if case.premise and acts_on_premises(user) else [],
        others=others_here(case, user),
        outages=outages_here(case, at),
        handovers=sum(entry.kind in HANDED_ON for entry in story),
    )


def customer_facts(case: Case) -> list[tuple[str, object]]:
    facts = [
        (_("Name"), case.contact_name or (case.customer.name if case.customer else "")),
        (_("Phone"), case.contact_phone.as_international if case.contact_phone else ""),
        (_("E-mail"), case.contact_email),
        (_("Language"), case.get_language_display()),
        (_("Came by"), case.get_channel_display()),
        (_("Happened on"), say_day(case.happened_on, now=case.opened_at) if case.happened_on else ""),
        (_("Wants"), case.remedy_sought),
    ]
    return [(name, value) for name, value in facts if value]


def place_facts(case: Case, at: datetime) -> list[tuple[str, object]]:
    """Say where it is: the address today, its former names, the account and its meter."""
    facts = []
    if case.premise:
        facts.append((_("Now"), case.premise.address))
        former = case.premise.names.filter(known_until__isnull=False).order_by("-known_until")
        facts += [(_("Until %(year)s") % {"year": name.known_until.year}, name.name) for name in former[:3]]
    elif case.community:
        facts.append((_("Community"), case.community.name))
    if case.place_typed:
        facts.append((_("As typed"), case.place_typed))
    if case.gas_account:
        facts.append((_("Gas account"), case.gas_account.number))
        meter = Meter.objects.filter(service_point=case.gas_account.service_point_id, removed_on__isnull=True).first()
        facts += [(_("Meter"), meter.serial)] if meter else []
    return facts


def others_here(case: Case, user: User) -> list[Case]:
    """Give other cases of the same premise, account, phone or customer, the latest first."""
    same = None
    for column in ("premise_id", "gas_account_id", "customer_id", "contact_phone"):
        if value := getattr(case, column):
            rows = visible_to(user).filter(**{column: value})
            same = rows if same is None else same | rows
    if same is None:
        return []
    return list(same.exclude(pk=case.pk).select_related("kind").order_by("-opened_at")[:OTHERS])


def outages_here(case: Case, at: datetime) -> list[Interruption]:
    return list(outages_in(case.community_id, at)[:OUTAGES]) if case.community_id else []
