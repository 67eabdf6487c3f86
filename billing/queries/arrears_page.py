"""What the pages about arrears show: the steps one by one, what is owed, and the way to pay in parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from billing.instalments import Instalment
from billing.models import Arrears, PaymentPlan
from billing.queries.arrears import WITH, Situation, situation_of
from billing.queries.plans import PlanStanding, broken_before, plan_of_holder, plans_offered, standing_of_plan
from billing.terms import ArrearsStep
from gasservice.registry.access import Period
from gasservice.registry.models import GasAccount, Tenure
from gasservice.registry.terms import ArrearsBar
from gasservice.standards.rules import ArrearsTerms

STEPS = (ArrearsStep.DEMAND, ArrearsStep.WRITTEN_NOTICE, ArrearsStep.STOP)
STEPS_AFTER_LEAVING = (ArrearsStep.DEMAND, ArrearsStep.LAST_DEMAND)


@dataclass(frozen=True)
class LadderLine:
    """One step: the day it was taken and arrived, or the first day on which it may come and what bars it."""

    step: ArrearsStep
    taken_on: date | None = None
    arrived_on: date | None = None
    is_next: bool = False
    earliest_on: date | None = None
    bars: tuple[ArrearsBar, ...] = ()

    @property
    def state(self) -> str:
        if self.taken_on:
            return "done"
        return "paused" if self.bars else "next"


@dataclass(frozen=True)
class ArrearsPage:
    """How it stands with one holder: the debt, its steps, the plan that runs or was the last, and those on offer."""

    row: Arrears
    now: Situation
    lines: list[LadderLine]
    plan: PlanStanding | None
    offers: list[list[Instalment]]
    was_broken: bool

    @property
    def has_left(self) -> bool:
        return self.now.standing.has_left

    @property
    def is_owing(self) -> bool:
        return bool(self.now.bills)

    @property
    def is_planned(self) -> bool:
        return self.plan is not None and self.plan.plan.is_running


def arrears_page(row: Arrears, rule: ArrearsTerms, day: date) -> ArrearsPage:
    """Put together what is known of a debt; one for which nothing was begun is no row in the books."""
    now, plan = situation_of(row, rule, day), plan_of_holder(row.tenure)
    is_planned = plan is not None and plan.is_running
    return ArrearsPage(
        row,
        now,
        ladder_lines(now),
        standing_of_plan(plan, day) if plan else None,
        [] if is_planned else plans_offered(now, day),
        broken_before(row.tenure).exists(),
    )


def ladder_lines(now: Situation) -> list[LadderLine]:
    """Give each step as it was taken, or as it may come."""
    done, following = now.done, now.next
    taken = {
        ArrearsStep.DEMAND: (done.demanded_on, done.demand_delivered_on),
        ArrearsStep.WRITTEN_NOTICE: (done.noticed_on, done.notice_delivered_on),
        ArrearsStep.LAST_DEMAND: (done.noticed_on, done.notice_delivered_on),
        ArrearsStep.STOP: (done.stop_ordered_on, None),
    }
    coming = {"is_next": True, "earliest_on": following.earliest_on, "bars": following.bars}
    steps = STEPS_AFTER_LEAVING if now.standing.has_left else STEPS
    return [LadderLine(step, *taken[step], **(coming if step == following.step else {})) for step in steps]


def earlier_arrears(row: Arrears) -> QuerySet[Arrears]:
    """Give what was begun about an account before and has ended, the latest first."""
    rows = Arrears.objects.filter(gas_account=row.gas_account_id, ended_at__isnull=False).exclude(pk=row.pk)
    return rows.select_related(*WITH, "ended_by").order_by("-ended_at")[:20]


@dataclass(frozen=True)
class InBrief:
    """What a holder of an account owes of late, and whether it is being paid in parts."""

    number: str
    tenure: int
    owed: Decimal | None
    step: str | None
    earliest_on: date | None
    is_planned: bool

    @property
    def step_label(self) -> str:
        return ArrearsStep(self.step).label


def arrears_in_brief(account: GasAccount, periods: Sequence[Period], day: date) -> InBrief | None:
    """Say it of the last of some periods in which something is owed, in one query; nothing where nothing is done.

    Nobody reads what another holder of the account owes; who may look at all of it reads of the one of today.
    """
    debt = Arrears.objects.open().filter(tenure=OuterRef("pk"))
    facts = {name: Subquery(debt.values(name)[:1]) for name in ("owed", "step", "earliest_on")}
    plans = PaymentPlan.objects.running().filter(tenure=OuterRef("pk"))
    rows = Tenure.objects.filter(held_in(periods, day), gas_account=account)
    rows = rows.annotate(**facts, is_planned=Exists(plans), number=F("gas_account__number"), tenure=F("pk"))
    owing = rows.filter(Q(is_planned=True) | Q(step__isnull=False)).order_by("-held_from")
    brief = owing.values("number", "tenure", "is_planned", *facts).first()
    return InBrief(**brief) if brief else None


def held_in(periods: Sequence[Period], day: date) -> Q:
    if Period() in periods:
        return Q(held_until__isnull=True) | Q(held_until__gt=day)
    return Q(held_from__in=[period.since for period in periods])
