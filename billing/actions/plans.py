"""Plans of instalments: agreed on by rule, kept or broken, cancelled by us with the customer."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions.arrears_ends import end_arrears
from billing.actions.arrears_telling import tell_plan
from billing.models import Arrears, Instalment, PaymentPlan
from billing.queries.arrears import Situation, arrears_of, situation_of
from billing.queries.plans import broken_before, plans_offered, standing_of_plan
from billing.terms import ArrearsStep, PlanOutcome
from gasservice.registry.access import acts_on_premises
from gasservice.registry.models import GasAccount, Tenure
from gasservice.registry.terms import ArrearsEnd
from gasservice.standards.queries.billing import arrears_rule_on
from gasservice.users.models import User
from gasservice.web.refusals import Refusal

BATCH = 500


class NoSuchPlan(Refusal):
    """The rule offers no plan of so many parts for what is owed."""


class AnotherPlanRuns(Refusal):
    """What is owed is being paid in parts already."""


class PlanWasBroken(Refusal):
    """A plan for the same bills was not kept; another one is agreed with one of us."""


class PlanHasEnded(Refusal):
    """The plan has ended."""


def debt_of(tenure: Tenure, at: datetime) -> Arrears:
    """Give what a holder owes of late as a debt, whether or not any step was taken for it."""
    unsaved = Arrears(
        gas_account=tenure.gas_account, tenure=tenure, begun_on=timezone.localdate(at), step=ArrearsStep.DEMAND
    )
    return arrears_of(tenure) or unsaved


@transaction.atomic
def agree_plan(*, tenure: Tenure, count: int, by: User, at: datetime) -> PaymentPlan:
    """Agree that a holder pays what they owe of late in so many parts; asked twice it is one plan.

    A stop that was ordered is taken back at once. Raises NoSuchPlan, AnotherPlanRuns and PlanWasBroken.
    """
    GasAccount.objects.select_for_update(no_key=True).get(pk=tenure.gas_account_id)
    if running := PaymentPlan.objects.running().filter(tenure=tenure).first():
        if running.instalments.count() == count:
            return running
        raise AnotherPlanRuns(_("What you owe is being paid in instalments already."))
    if not acts_on_premises(by) and broken_before(tenure).exists():
        raise PlanWasBroken(_("A plan for these bills was not kept. Call us, and we look for a way together."))
    debt, rule = debt_of(tenure, at), arrears_rule_on(timezone.localdate(at))
    now = rule and situation_of(debt, rule, timezone.localdate(at))
    parts = next((one for one in plans_offered(now, now.day) if len(one) == count), None) if now else None
    if parts is None:
        raise NoSuchPlan(_("Such a plan is not offered for what is owed now. Choose one of those shown."))
    plan = write_plan(tenure, now, parts, by, at)
    if debt.pk:
        end_arrears(row=debt, why=ArrearsEnd.PLANNED, restore_hours=rule.restore_hours, at=at)
    tell_plan(plan=plan, topic="plan-agreed", at=at)
    return plan


def write_plan(tenure: Tenure, now: Situation, parts: list, by: User, at: datetime) -> PaymentPlan:
    plan = PaymentPlan.objects.create(
        gas_account=tenure.gas_account,
        tenure=tenure,
        amount=sum(part.amount for part in parts),
        stops_late_charge=now.rule.plan_stops_late_charge,
        agreed_by=by,
        agreed_at=at,
    )
    plan.bills.set([one.bill for one in now.bills if one.undisputed])
    Instalment.objects.bulk_create(Instalment(plan=plan, due_on=part.due_on, amount=part.amount) for part in parts)
    return plan


@transaction.atomic
def watch_plans(*, at: datetime, after: int = 0) -> int:
    """Note which plans were kept and which broken, and tell; give the key to go on after, 0 at the end."""
    running = PaymentPlan.objects.running().filter(pk__gt=after).order_by("pk")
    locked = running.select_for_update(of=("self",), skip_locked=True)
    plans = list(locked.prefetch_related("instalments", "bills", "tenure__customer__user", "gas_account")[:BATCH])
    for plan in plans:
        standing = standing_of_plan(plan, timezone.localdate(at))
        if standing.is_over:
            end_plan(plan, PlanOutcome.KEPT, at)
        elif (missed := standing.missed) and end_plan(plan, PlanOutcome.BROKEN, at):
            tell_plan(plan=plan, topic="plan-broken", missed=(missed.due_on, missed.amount), at=at)
    return plans[-1].pk if plans else 0


def end_plan(plan: PaymentPlan, outcome: PlanOutcome, at: datetime, by: User | None = None) -> bool:
    running = PaymentPlan.objects.running().filter(pk=plan.pk)
    return bool(running.update(outcome=outcome, ended_at=at, ended_by=by))


@transaction.atomic
def cancel_plan(*, plan: PaymentPlan, by: User, at: datetime) -> PaymentPlan:
    """End a plan that the customer does not want any more. Raises PlanHasEnded."""
    if not end_plan(plan, PlanOutcome.CANCELLED, at, by):
        raise PlanHasEnded(_("This plan has ended."))
    plan.refresh_from_db()
    return plan
