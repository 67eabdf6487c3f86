"""The work and what it costs, on the pages of a case."""

from datetime import datetime

from django.utils.translation import gettext as _

from gasservice.cases.models import Case
from gasservice.cases.panels import Panel, register, register_for_customers
from gasservice.standards.terms import Door
from gasservice.users.models import User
from repairs.access import charges_visible_to, may_let_money_go, orders_visible_to
from repairs.queries.accounts import account_of
from repairs.queries.fees import charges_on
from repairs.queries.orders import work_of


@register
def work(case: Case, user: User) -> Panel | None:
    """List the work orders, and let the desk open one."""
    if case.door != Door.REPAIRS:
        return None
    rows = list(orders_visible_to(user).filter(case=case).order_by("-opened_at"))
    may_open = user.works_cases and case.is_live
    shown = {"case": case, "orders": rows, "may_open": may_open}
    return Panel(_("Work"), template="repairs/work_panel.html", shown=shown) if rows or may_open else None


@register
def money(case: Case, user: User) -> Panel | None:
    """List what was charged, paid or not, with the way to each receipt."""
    if not charges_on(case.reference).filter(pk__in=charges_visible_to(user)).exists():
        return None
    shown = {"account": account_of(case), "may_pay_back": may_let_money_go(user)}
    return Panel(_("Charges"), template="repairs/charges_panel.html", shown=shown)


@register_for_customers
def work_for_customer(case: Case, at: datetime) -> Panel | None:
    """Tell the customer what was found and done, with photos, lines and the warranty."""
    told = work_of(case) if case.door == Door.REPAIRS else []
    return Panel(_("The work"), template="repairs/work_told.html", shown={"told": told}) if told else None


@register_for_customers
def money_for_customer(case: Case, at: datetime) -> Panel | None:
    """Tell the customer what it costs and on what basis, with the receipts."""
    account = account_of(case)
    shown = {"account": account, "case": case, "owed": sum(row.amount for row in account.rows if row.is_owed)}
    return Panel(_("What it costs"), template="repairs/charges_told.html", shown=shown) if account.rows else None
