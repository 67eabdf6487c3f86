"""Who sees the work on pipes and meters and who may do what to it, split by noun."""

from repairs.access.crews import get_job, jobs_seen_by, keeps_crews, require, sees_day_plan
from repairs.access.outages import get_outage, let_on_outages, may_on_outages
from repairs.access.pipes import get_pipe_case, is_pipe_change, may_work_pipes
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
    "get_job",
    "get_order",
    "get_outage",
    "get_pipe_case",
    "get_visit",
    "get_work_file",
    "is_pipe_change",
    "jobs_seen_by",
    "keeps_crews",
    "let_on_outages",
    "may_on_outages",
    "may_withdraw_charges",
    "may_work",
    "may_work_pipes",
    "orders_visible_to",
    "reach_of_work",
    "require",
    "sees_day_plan",
]
