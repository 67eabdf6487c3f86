"""The connection, the meter and the inspections, on the pages of a case."""

from datetime import datetime

from django.utils.translation import gettext as _

from gasservice.cases.access import acts_open_to
from gasservice.cases.panels import Panel
from gasservice.cases.terms import Act
from gasservice.users.models import User
from repairs.access import may_run
from repairs.queries.case_work import CaseWork
from repairs.terms import CONNECTION, CONNECTION_KINDS, METER_HANGING


def connection_at_desk(work: CaseWork, user: User) -> Panel | None:
    """Lead from a case to its connection, its meter and its inspections, or to opening them."""
    kind = work.case.kind.code
    if not (work.leads_to_gas or kind in CONNECTION_KINDS):
        return None
    case = work.case
    may_open = kind in CONNECTION_KINDS and case.is_live and may_run(user, case)
    shown = {"work": work, "may_open": may_open, "is_connection": kind == CONNECTION}
    may_place = Act.PLACE in acts_open_to(user, case)
    shown["lacks_place"] = may_place and kind == METER_HANGING and case.premise_id is None
    return Panel(_("Connection and inspection"), template="repairs/connections/desk/panel.html", shown=shown)


def connection_for_customer(work: CaseWork, at: datetime) -> Panel | None:
    """Lead the customer to their connection, their door and what the inspection found."""
    if not work.leads_to_gas:
        return None
    shown = {"work": work, "latest": work.latest_inspection}
    return Panel(_("Your connection"), template="repairs/connections/customer/panel.html", shown=shown)
