"""What the repairs door adds to a case at the desk and for its customer, all drawn from one reading of its work."""

from datetime import datetime

from gasservice.cases.models import Case
from gasservice.cases.panels import ForCustomer, Panel, register, register_for_customers
from gasservice.portal.panels import register_for_accounts
from gasservice.users.models import User
from repairs.panels.connections import connection_at_desk, connection_for_customer
from repairs.panels.faults import fault_at_desk, fault_for_customer
from repairs.panels.meters import referred_at_desk, referred_for_customer, stopped_for_account
from repairs.panels.pipes import pipe_change_at_desk, pipe_change_for_customer
from repairs.panels.visits import choose_time_page, visit_at_desk, visit_to_agree
from repairs.panels.work import charges_at_desk, charges_for_customer, work_at_desk, work_for_customer
from repairs.queries.case_work import case_work_at_desk, case_work_for_customer

# In the order in which they stand on the page.
AT_DESK = (
    connection_at_desk,
    fault_at_desk,
    referred_at_desk,
    pipe_change_at_desk,
    visit_at_desk,
    visit_to_agree,
    work_at_desk,
    charges_at_desk,
)
FOR_CUSTOMERS = (
    connection_for_customer,
    fault_for_customer,
    referred_for_customer,
    pipe_change_for_customer,
    work_for_customer,
    charges_for_customer,
)

register_for_accounts(stopped_for_account)


@register
def at_desk(case: Case, user: User) -> list[Panel]:
    work = case_work_at_desk(case)
    return [panel for draw in AT_DESK if (panel := draw(work, user))]


@register_for_customers
def for_customer(case: Case, at: datetime) -> ForCustomer:
    work = case_work_for_customer(case)
    return ForCustomer([panel for draw in FOR_CUSTOMERS if (panel := draw(work, at))], choose_time_page(work))
