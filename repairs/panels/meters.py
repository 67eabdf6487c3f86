"""What the crews were asked about a meter, and gas that is stopped, on the pages of others."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from gasservice.cases.panels import Panel
from gasservice.portal.panels import AccountPanel
from gasservice.registry.access import Period, period_on
from gasservice.registry.queries.usage import AccountPage
from gasservice.registry.terms import AccountStatus
from gasservice.users.models import User
from repairs.access import sees_day_plan
from repairs.queries.case_work import CaseWork
from repairs.queries.stops import standing_stop


def referred_at_desk(work: CaseWork, user: User) -> Panel | None:
    """List what the crews were asked and what they found, with the way to the answer."""
    shown = {"referrals": work.referrals, "may_answer": sees_day_plan(user)}
    return Panel(_("Asked of the crews"), template="repairs/meters/panel.html", shown=shown) if work.referrals else None


def referred_for_customer(work: CaseWork, at: datetime) -> Panel | None:
    """Show the customer what our people were asked to check, and what they found."""
    shown = {"referrals": work.referrals}
    return Panel(_("Checked for you"), template="repairs/meters/told.html", shown=shown) if work.referrals else None


def stopped_for_account(page: AccountPage, periods: Sequence[Period], day: date) -> AccountPanel | None:
    """Say to whoever holds the account today that its gas is stopped, why, and what to do."""
    is_shut = page.account.status == AccountStatus.SUSPENDED and period_on(periods, day)
    stop = standing_stop(page.account) if is_shut else None
    return AccountPanel("repairs/meters/stopped.html", stop, is_urgent=True) if stop else None
