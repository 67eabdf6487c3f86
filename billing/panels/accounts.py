"""What bills add to the page of a gas account."""

from collections.abc import Sequence
from datetime import date

from billing.queries.arrears_page import arrears_in_brief
from billing.queries.bills import latest_bills, owed_in
from billing.queries.tariffs import year_in_tiers
from gasservice.portal.panels import AccountPanel, register_for_accounts, register_for_homes
from gasservice.registry.access import Period, period_on
from gasservice.registry.models import Tenure
from gasservice.registry.queries.usage import AccountPage


@register_for_homes
def owed_at_homes(tenures: Sequence[Tenure], day: date) -> dict[int, AccountPanel]:
    """Say what is to be paid of each account somebody holds; of those held once only where something is."""
    owed = owed_in(tenures, day)
    told = [row for row in tenures if row.pk in owed or row.held_until is None or row.held_until > day]
    return {row.pk: AccountPanel("billing/owed_here.html", owed.get(row.pk)) for row in told}


@register_for_accounts
def bills(page: AccountPage, periods: Sequence[Period], day: date) -> AccountPanel | None:
    """Say what is to be paid now of the bills one may see, and lead to them."""
    latest = latest_bills(page.account, periods, day)
    return AccountPanel("billing/bills_panel.html", latest, is_urgent=bool(latest.to_pay))


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
    """Lead whoever holds or held the account to what they owe of late, what comes next, and paying in parts."""
    brief = arrears_in_brief(page.account, periods, day)
    return AccountPanel("billing/arrears/brief.html", brief, is_urgent=not brief.is_planned) if brief else None


@register_for_accounts
def fees(page: AccountPage, periods: Sequence[Period], day: date) -> AccountPanel | None:
    """Lead whoever holds the account today to what was ever charged once for its place."""
    return AccountPanel("billing/fees_link.html", page.account) if period_on(periods, day) else None
