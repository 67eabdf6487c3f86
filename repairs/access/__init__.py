"""Who sees the work on pipes and meters and who may do what to it, split by noun."""

from repairs.access.outages import get_outage, let_on_outages, may_on_outages
from repairs.access.work import (
    charges_visible_to,
    crews_of,
    get_charge,
    get_order,
    get_visit,
    get_work_file,
    may_withdraw_charges,
    may_work,
    orders_visible_to,
    reach_of_work,
)

__all__ = [
    "charges_visible_to",
    "crews_of",
    "get_charge",
    "get_order",
    "get_outage",
    "get_visit",
    "get_work_file",
    "let_on_outages",
    "may_on_outages",
    "may_withdraw_charges",
    "may_work",
    "orders_visible_to",
    "reach_of_work",
]
