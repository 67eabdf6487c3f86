"""Who sees bills and payments, who looks at what is doubtful, and who answers for money, split by noun."""

from billing.access.arrears import decides_on_arrears, get_arrears, get_holding, get_plan, get_statement, get_unowned
from billing.access.bills import bills_visible_to, get_bill, get_bill_to_dispute, get_bill_to_look_at, own_bills
from billing.access.collection import get_collection, get_collector, get_own_visit
from billing.access.desk import answers_for_money, get_account_at_counter, is_at_desk
from billing.access.disputes import get_dispute, get_proposal
from billing.access.payments import get_payment, get_redress, payments_in
from billing.access.readings import get_account_to_read, get_self_reading, self_readings_visible_to
from billing.access.waivers import get_bill_to_waive, get_waiver, sees_waivers, waivers_open_to

__all__ = [
    "answers_for_money",
    "bills_visible_to",
    "decides_on_arrears",
    "get_account_at_counter",
    "get_account_to_read",
    "get_arrears",
    "get_bill",
    "get_bill_to_dispute",
    "get_bill_to_look_at",
    "get_bill_to_waive",
    "get_collection",
    "get_collector",
    "get_dispute",
    "get_holding",
    "get_own_visit",
    "get_payment",
    "get_plan",
    "get_proposal",
    "get_redress",
    "get_self_reading",
    "get_statement",
    "get_unowned",
    "get_waiver",
    "is_at_desk",
    "own_bills",
    "payments_in",
    "sees_waivers",
    "self_readings_visible_to",
    "waivers_open_to",
]
