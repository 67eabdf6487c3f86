"""The connection, the meter and the inspections, on the pages of a case."""

from datetime import datetime

from django.utils.translation import gettext as _

from gasservice.cases.panels import Panel
from gasservice.users.models import User
from repairs.access import may_run
from repairs.queries.case_work import CaseWork
from repairs.terms import CONNECTION, CONNECTION_KINDS


def connection_at_desk(work: CaseWork, user: User) -> Panel | None:
    """Lead from a case to its connection, its meter and its inspections, or to opening them."""
    kind = work.case.kind.code
    if not (work.leads_to_gas or kind in CONNECTION_KINDS):
        return None
    may_open = kind in CONNECTION_KINDS and work.case.is_live and may_run(user, work.case)
    shown = {"work": work, "may_open": may_open, "is_connection": kind == CONNECTION}
    return Panel(_("Connection and inspection"), template="repairs/connections/desk/panel.html", shown=shown)


def connection_for_customer(work: CaseWork, at: datetime) -> Panel | None:
    """Lead the customer to their connection, their door and what the inspection found."""
    if not work.leads_to_gas:
        return None
    shown = {"work": work, "latest": work.latest_inspection}
    return Panel(_("Your connection"), template="repairs/connections/customer/panel.html", shown=shown)
