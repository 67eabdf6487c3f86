"""The connection, the meter and the inspections, on the pages of a case."""

from datetime import datetime

from django.utils.translation import gettext as _

from gasservice.cases.access import acts_open_to
from gasservice.cases.models import Case
from gasservice.cases.panels import Panel, register, register_for_customers
from gasservice.cases.terms import Act
from gasservice.standards.terms import Door
from gasservice.users.models import User
from repairs.access import may_run
from repairs.queries.doors import doors_of

CONNECTION, METER_HANGING = "new-connection", "meter-hanging"


@register
def connection_at_desk(case: Case, user: User) -> Panel | None:
    """Lead from a case to its connection, its meter and its inspections, or to opening them."""
    if case.door != Door.REPAIRS:
        return None
    doors = doors_of(case)
    is_asked = case.kind.code in (CONNECTION, METER_HANGING)
    if not (doors.has_anything or is_asked):
        return None
    may_open = is_asked and case.is_live and may_run(user, case)
    shown = {"doors": doors, "may_open": may_open, "is_connection": case.kind.code == CONNECTION}
    may_place = Act.PLACE in acts_open_to(user, case)
    shown["lacks_place"] = may_place and case.kind.code == METER_HANGING and case.premise_id is None
    return Panel(_("Connection and inspection"), template="repairs/connections/desk/panel.html", shown=shown)


@register_for_customers
def connection_for_customer(case: Case, at: datetime) -> Panel | None:
    """Lead the customer to their connection, their door and what the inspection found."""
    if case.door != Door.REPAIRS:
        return None
    doors = doors_of(case)
    if not doors.has_anything:
        return None
    template = "repairs/connections/customer/panel.html"
    return Panel(_("Your connection"), template=template, shown={"doors": doors})
