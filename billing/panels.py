"""What bills add to the page of a gas account, and to the cases about late charges and visits to collect."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions.collection_doors import COMPLAINT
from billing.actions.waivers import KIND
from billing.models import CollectionVisit, LateWaiver
from billing.queries.bills import latest_bills
from billing.queries.tariffs import year_in_tiers
from billing.telling.waivers import told_reason
from gasservice.cases.models import Case
from gasservice.cases.panels import ForCustomer, Panel, register, register_for_customers
from gasservice.portal.panels import AccountPanel, register_for_accounts
from gasservice.registry.access import Period, may_hand_over, period_on
from gasservice.registry.queries.usage import AccountPage
from gasservice.users.models import User
from gasservice.web.say import say_money, say_window

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
def at_desk(case: Case, user: User) -> list[Panel]:
    """Show the late charge that a case is about, or the visit that somebody complains of."""
    if case.kind.code == KIND:
        row = waiver_of(case)
        return [waiver_panel(row, is_deciding=user.works_cases and not row.is_decided)] if row else []
    if case.kind.code == COMPLAINT:
        visit = CollectionVisit.objects.select_related("collector__user").filter(complaint=case).first()
        return [visit_panel(visit)] if visit else []
    return []


@register_for_customers
def for_customer(case: Case, at: datetime) -> ForCustomer:
    row = waiver_of(case) if case.kind.code == KIND else None
    return ForCustomer([waiver_panel(row)] if row else [])


def waiver_of(case: Case) -> LateWaiver | None:
    return LateWaiver.objects.select_related("bill").filter(case=case).first()


def waiver_panel(row: LateWaiver, *, is_deciding: bool = False) -> Panel:
    facts = [(_("Bill"), row.bill.number), (_("The reason"), told_reason(row.reason))]
    if row.is_decided:
        facts.append((_("Dropped"), say_money(row.granted)))
    link = (_("The late charge, day by day"), reverse("waive-late-charge", args=[row.bill.number]))
    decide = (_("Decide on it"), reverse("decide-waiver", args=[row.pk]))
    return Panel(_("Late charge"), facts, links=[decide if is_deciding else link])


def visit_panel(visit: CollectionVisit) -> Panel:
    facts = [
        (_("When"), say_window(visit.starts_at, visit.ends_at, now=timezone.now())),
        (_("Who goes"), f"{visit.collector.user} · {visit.collector.badge}"),
        (_("Owed when announced"), say_money(visit.amount)),
        (_("What came of it"), visit.get_outcome_display()),
    ]
    return Panel(
        _("Visit %(number)s") % {"number": visit.reference},
        [fact for fact in facts if fact[1]],
        links=[(_("The visit"), reverse("collection", args=[visit.reference]))],
    )


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
