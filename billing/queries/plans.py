"""Plans of instalments: which are offered, and how one that was agreed is kept."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from billing import instalments
from billing.late_charges import A_DAY, Paid
from billing.models import Bill, PaymentPlan, PaymentShare
from billing.queries.arrears import Situation
from billing.rating import NOTHING
from billing.terms import InstalmentState, PlanOutcome
from gasservice.registry.models import Tenure
from gasservice.standards.rules import ArrearsTerms


@dataclass(frozen=True)
class Part:
    """A part of a plan, and whether it was paid."""

    due_on: date
    amount: Decimal
    state: InstalmentState

    @property
    def tone(self) -> str:
        return {InstalmentState.KEPT: "kept", InstalmentState.BROKEN: "late"}.get(self.state, "soon")


@dataclass(frozen=True)
class PlanStanding:
    """How a plan stands on a day."""

    plan: PaymentPlan
    parts: list[Part]
    paid: Decimal
    owed: Decimal

    @property
    def is_over(self) -> bool:
        return not self.owed or all(part.state == InstalmentState.KEPT for part in self.parts)

    @property
    def missed(self) -> Part | None:
        return next((part for part in self.parts if part.state == InstalmentState.BROKEN), None)


def plans_offered(situation: Situation, day: date) -> list[list[instalments.Instalment]]:
    """Give the plans that the rule offers for what is owed and not disputed, the shortest first."""
    amount, rule = situation.undisputed, situation.rule
    counts = instalments.counts_offered(amount, rule) if amount else []
    return [instalments.plan_of(amount, count, first_day(rule, day), rule) for count in counts]


def first_day(rule: ArrearsTerms, day: date) -> date:
    """Give the last day to pay the first part."""
    return day + rule.days_between_instalments * A_DAY


def broken_before(tenure: Tenure) -> QuerySet[PaymentPlan]:
    """Give the plans that a holder did not keep and whose bills are still unpaid."""
    return PaymentPlan.objects.filter(
        tenure=tenure, outcome=PlanOutcome.BROKEN, bills__in=Bill.objects.unpaid().filter(tenure=tenure)
    )


def plan_of_holder(tenure: Tenure) -> PaymentPlan | None:
    """Give the plan that a holder pays by now, or the last one."""
    plans = PaymentPlan.objects.filter(tenure=tenure).prefetch_related("instalments", "bills")
    return plans.order_by("-agreed_at").first()


def standing_of_plan(plan: PaymentPlan, day: date) -> PlanStanding:
    """Say of each part whether it was paid: what was paid of the plan's bills since it was agreed counts."""
    rows, bills = list(plan.instalments.all()), list(plan.bills.all())
    shares = PaymentShare.objects.filter(bill__in=bills, at__gte=plan.agreed_at, is_late_charge=False)
    paid = [Paid(timezone.localdate(at), amount) for at, amount in shares.values_list("payment__paid_at", "amount")]
    parts = [instalments.Instalment(row.due_on, row.amount) for row in rows]
    states = instalments.states_on(day, parts, paid)
    return PlanStanding(
        plan,
        [Part(row.due_on, row.amount, state) for row, state in zip(rows, states, strict=True)],
        sum((one.amount for one in paid), NOTHING),
        sum((bill.unpaid for bill in bills), NOTHING),
    )
