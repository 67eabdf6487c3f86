"""What a dispute adds to the page of its case."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.queries.disputes import DisputeFacts, disputes_on, tests_for
from billing.telling.disputes import told_disputed_line, told_standing, told_test
from gasservice.cases.access import is_possible, may
from gasservice.cases.models import Case
from gasservice.cases.panels import ForCustomer, Panel, register, register_for_customers
from gasservice.cases.terms import Act
from gasservice.standards.terms import Door
from gasservice.users.models import User

# Behind these doors people write about their bills.
ABOUT_BILLS = (Door.BILLING, Door.COMPLAINTS)


@register
def dispute_at_desk(case: Case, user: User) -> list[Panel]:
    """Say what a case disputes and how that stands, or lead to choosing the lines of the bill it is about."""
    facts = disputes_on(case, timezone.localdate()) if case.gas_account_id else None
    if facts:
        shown = shown_of(facts, timezone.now())
        links = [(_("The dispute and its facts"), reverse("dispute", args=[case.reference]))]
        return [Panel(_("Bill in dispute"), links=links, template="billing/disputes/panel.html", shown=shown)]
    if case.door in ABOUT_BILLS and is_possible(Act.RESOLVE, case) and may(user, Act.RESOLVE, case):
        way = [(_("Choose the lines in dispute"), reverse("attach-dispute", args=[case.reference]))]
        words = _("If it is about a bill, say which lines: their amount then stands still since the day of this case.")
        return [Panel(_("A bill in dispute?"), words=words, links=way)]
    return []


@register_for_customers
def dispute_for_customer(case: Case, at: datetime) -> ForCustomer:
    """Show the customer what is disputed, what stands still, and what our people found of the meter."""
    facts = disputes_on(case, timezone.localdate(at)) if case.gas_account_id else None
    if facts is None:
        return ForCustomer()
    found = [told_test(one.test, at, is_wrong=one.is_wrong) for one in tests_for(case.reference)]
    shown = shown_of(facts, at) | {"tests": found}
    return ForCustomer([Panel(_("Your bill in dispute"), template="billing/disputes/told.html", shown=shown)])


def shown_of(facts: DisputeFacts, at: datetime) -> dict[str, object]:
    return {
        "dispute": facts.dispute,
        "lines": [(row, told_disputed_line(row)) for row in facts.lines],
        "standing": told_standing(facts, at),
        "is_held": facts.is_held,
    }
