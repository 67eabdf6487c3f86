"""What of bills, payments and what is owed belongs to the person it is about, for them to take away."""

from django.db.models import F, Q

from billing.access import own_bills
from billing.models import Arrears, ArrearsShare, Bill, CollectionVisit, LateWaiver, Payment, PaymentPlan
from billing.particulars.waivers import SAID
from gasservice.portal.own_data import register_own_facts
from gasservice.registry.access import midnight, tenures_of
from gasservice.users.models import User

OF_BILL = ("number", "issued_on", "due_on", "since", "until", "volume_m3", "is_estimated", "amount", "adjusted", "paid")
OF_LINE = ("kind", "since", "until", "number", "volume_m3", "price", "amount")
OF_ADJUSTMENT = ("number", "cause", "amount", "words", "at")
OF_PAYMENT = ("reference", "paid_at", "method", "amount")
OF_VISIT = (
    "reference", "starts_at", "ends_at", "amount", "announced_at", "checked_at", "outcome", "ended_at", "because",
)  # fmt: skip
OF_ARREARS = (
    "begun_on", "amount", "begun_at", "demanded_at", "noticed_at", "step", "held_until", "ended_at", "ended_because",
)  # fmt: skip
OF_SHARE = ("source", "since", "until", "of_days", "volume_m3", "due_on", "amount", "written_off_at")
OF_PLAN = ("amount", "agreed_at", "outcome", "ended_at")

Facts = list[dict[str, object]]


@register_own_facts("bills")
def bills_of(user: User) -> Facts:
    """Give the bills of the time somebody held accounts, line by line, with what they were changed by."""
    rows = own_bills(user).select_related("gas_account").prefetch_related("lines", "adjustments")
    return [bill_facts_of(bill) for bill in rows]


def bill_facts_of(bill: Bill) -> dict[str, object]:
    lines = [{name: getattr(line, name) for name in OF_LINE} for line in bill.lines.all()]
    changes = [{name: getattr(row, name) for name in OF_ADJUSTMENT} for row in bill.adjustments.all()]
    facts = {name: getattr(bill, name) for name in OF_BILL}
    return {"account": bill.gas_account.number} | facts | {"lines": lines, "adjustments": changes}


@register_own_facts("payments")
def payments_of(user: User) -> Facts:
    """Give what was paid for accounts while somebody held them."""
    own = Q(pk__in=[])
    for account, since, until in tenures_of(user).values_list("gas_account", "held_from", "held_until"):
        paid = Q(gas_account=account, paid_at__gte=midnight(since))
        own |= paid & Q(paid_at__lt=midnight(until)) if until else paid
    return list(Payment.objects.filter(own).values(*OF_PAYMENT, account=F("gas_account__number")))


@register_own_facts("late_charges_dropped_by_rule")
def waivers_by_rule_of(user: User) -> Facts:
    """Give the late charges that the rule itself dropped; those that a person decided on stand with their case."""
    rows = LateWaiver.objects.filter(bill__in=own_bills(user), case__isnull=True)
    return list(rows.values(*SAID, bill_number=F("bill__number")))


@register_own_facts("collection_visits")
def collections_of(user: User) -> Facts:
    """Give the visits to collect what somebody owed; the code of a visit is kept by nobody."""
    rows = CollectionVisit.objects.filter(tenure__customer__user=user)
    told = {"account": F("gas_account__number"), "badge": F("collector__badge"), "paid_as": F("payment__reference")}
    return list(rows.values(*OF_VISIT, **told))


@register_own_facts("arrears")
def arrears_owed_by(user: User) -> Facts:
    """Give what somebody owed of late, and when each step was taken for it."""
    rows = Arrears.objects.filter(tenure__customer__user=user).order_by("pk")
    return list(rows.values(*OF_ARREARS, account=F("gas_account__number")))


@register_own_facts("shares_of_arrears")
def shares_falling_to(user: User) -> Facts:
    """Give what of shared debts falls to somebody."""
    rows = ArrearsShare.objects.filter(tenure__customer__user=user)
    return list(rows.values(*OF_SHARE, account=F("gas_account__number")))


@register_own_facts("payment_plans")
def plans_agreed_with(user: User) -> Facts:
    """Give the plans to pay in parts, with their parts."""
    rows = PaymentPlan.objects.filter(tenure__customer__user=user).order_by("pk").select_related("gas_account")
    return [plan_facts_of(plan) for plan in rows.prefetch_related("instalments", "bills")]


def plan_facts_of(plan: PaymentPlan) -> dict[str, object]:
    return {
        "account": plan.gas_account.number,
        **{name: getattr(plan, name) for name in OF_PLAN},
        "bills": [bill.number for bill in plan.bills.all()],
        "instalments": [{"due_on": row.due_on, "amount": row.amount} for row in plan.instalments.all()],
    }
