"""What bills add to the page of a gas account, and to that of a case."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from billing.queries.arrears_page import arrears_in_brief
from billing.queries.bills import latest_bills
from billing.queries.tariffs import year_in_tiers
from gasservice.cases.models import Case
from gasservice.cases.panels import Panel, register
from gasservice.portal.panels import AccountPanel, register_for_accounts
from gasservice.registry.access import Period, may_hand_over, period_on
from gasservice.registry.queries.usage import AccountPage
from gasservice.users.models import User

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


@register_for_accounts
def arrears(page: AccountPage, periods: Sequence[Period], day: date) -> AccountPanel | None:
    """Lead whoever holds the account today to what is owed of late, what comes next, and paying in parts."""
    brief = arrears_in_brief(page.account) if period_on(periods, day) else None
    return AccountPanel("billing/arrears/brief.html", brief, is_urgent=not brief.is_planned) if brief else None


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


@register_for_accounts
def fees(page: AccountPage, periods: Sequence[Period], day: date) -> AccountPanel | None:
    """Lead whoever holds the account today to what was ever charged once for its place."""
    return AccountPanel("billing/fees_link.html", page.account) if period_on(periods, day) else None
