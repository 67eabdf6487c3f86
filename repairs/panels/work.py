"""The work and what it costs, on the pages of a case."""

from datetime import datetime

from django.utils.translation import gettext as _

from gasservice.cases.panels import Panel
from gasservice.standards.terms import Door
from gasservice.users.models import User
from repairs.access import may_let_money_go, reads_charges
from repairs.queries.case_work import CaseWork
from repairs.queries.orders import told_order


def work_at_desk(work: CaseWork, user: User) -> Panel | None:
    """List the work orders, and let the desk open one."""
    case = work.case
    may_open = user.works_cases and case.is_live and (case.door == Door.REPAIRS or bool(work.referrals))
    shown = {"case": case, "orders": work.orders[::-1], "may_open": may_open}
    return Panel(_("Work"), template="repairs/work_panel.html", shown=shown) if work.orders or may_open else None


def charges_at_desk(work: CaseWork, user: User) -> Panel | None:
    """List what was charged, paid or not, with the way to each receipt."""
    if not (work.account.rows and reads_charges(user)):
        return None
    shown = {"account": work.account, "may_pay_back": may_let_money_go(user)}
    return Panel(_("Charges"), template="repairs/charges_panel.html", shown=shown)


def work_for_customer(work: CaseWork, at: datetime) -> Panel | None:
    """Tell the customer what was found and done, with photos, lines and the warranty."""
    told = [told_order(order) for order in work.orders]
    shown = {"told": told, "bare": [one.order for one in told if not one.has_something]}
    return Panel(_("The work"), template="repairs/work_told.html", shown=shown) if told else None


def charges_for_customer(work: CaseWork, at: datetime) -> Panel | None:
    """Tell the customer what it costs and on what basis, with the receipts."""
    account = work.account
    shown = {"account": account, "case": work.case, "owed": sum(row.amount for row in account.rows if row.is_owed)}
    return Panel(_("What it costs"), template="repairs/charges_told.html", shown=shown) if account.rows else None
