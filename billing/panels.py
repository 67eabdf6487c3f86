"""What bills add to the pages of a gas account and of a case."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.queries.bills import latest_bills
from billing.queries.disputes import DisputeFacts, disputes_on, tests_for
from billing.queries.tariffs import year_in_tiers
from billing.telling.disputes import told_disputed_line, told_standing, told_test
from gasservice.cases.access import is_possible, may
from gasservice.cases.models import Case
from gasservice.cases.panels import ForCustomer, Panel, register, register_for_customers
from gasservice.cases.terms import Act
from gasservice.portal.panels import AccountPanel, register_for_accounts
from gasservice.registry.access import Period, may_hand_over, period_on
from gasservice.registry.queries.usage import AccountPage
from gasservice.standards.terms import Door
from gasservice.users.models import User

# Behind these doors people write about their bills.
ABOUT_BILLS = (Door.BILLING, Door.COMPLAINTS)
TRANSFER = "account-transfer"


@register_for_accounts
def bills(page: AccountPage, periods: Sequence[Period], day: date) -> AccountPanel | None:
    """Say what is to be paid now of the bills one may see, and lead to them."""
    return AccountPanel("billing/bills_panel.html", latest_bills(page.account, periods, day))


@register_for_accounts
def tiers(page: AccountPage, periods: Sequence[Period], day: date) -> AccountPanel | None:
    """Say how far into its tiers this year is, where the tariff of the account has any."""
    year = year_in_tiers(page.account, periods, page.usage, day)
    return AccountPanel("billing/year_in_tiers.html", year) if year else None


@register_for_accounts
def read_yourself(page: AccountPage, periods: Sequence[Period], day: date) -> AccountPanel | None:
    """Lead whoever holds the account today to sending in what the meter shows."""
    return AccountPanel("billing/read_yourself.html", page.account) if period_on(periods, day) else None


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


@register
def account_transfer(case: Case, user: User) -> list[Panel]:
    """Lead the desk from who asks for an account to handing it over."""
    if case.kind.code != TRANSFER or not may_hand_over(user):
        return []
    if case.gas_account is None:
        return [Panel(_("Change of name"), words=_("Which account it is has not been named. Ask, and set the place."))]
    number = case.gas_account.number
    facts = [(_("Account"), number)]
    links = [
        (_("Hand it over"), f"{reverse('hand-over-account', args=[number])}?case={case.reference}"),
        (_("Who held it"), reverse("holders", args=[number])),
    ]
    return [Panel(_("Change of name"), facts=facts, links=links)]
