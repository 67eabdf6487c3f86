"""Telling a holder what is done about what they owe; each thing once."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from billing.models import Arrears, ArrearsShare, PaymentPlan
from billing.queries.arrears import Situation
from gasservice.notices.actions import tell
from gasservice.notices.models import Notice
from gasservice.notices.terms import Recipient
from gasservice.registry.models import GasAccount, Tenure
from gasservice.registry.terms import ArrearsEnd


def tell_demand(*, row: Arrears, now: Situation, at: datetime) -> Notice:
    """Demand what is owed; where no message leads to the holder, on paper."""
    facts = {"amount": now.payable, "days": now.rule.demand_term_days, "has_plans": bool(now.rule.max_instalments)}
    return tell_holder(row, "arrears-demand", facts, at)


def tell_notice(*, row: Arrears, now: Situation, at: datetime) -> Notice:
    """Give written notice of a stop, and let it hang at the door as well."""
    facts = {"amount": now.payable, "day": now.stop_at_the_earliest, "has_plans": bool(now.rule.max_instalments)}
    return tell_holder(row, "arrears-notice", facts, at, is_on_paper=True)


def tell_last_demand(*, row: Arrears, now: Situation, at: datetime) -> Notice:
    """Demand once more, in writing, from who holds the account no more."""
    facts = {"amount": now.payable, "days": now.rule.demand_term_days, "has_plans": bool(now.rule.max_instalments)}
    return tell_holder(row, "arrears-last-demand", facts, at)


def tell_stop(*, row: Arrears, now: Situation, at: datetime) -> Notice:
    return tell_holder(row, "arrears-stop", {"amount": now.payable, "day": row.stop.not_before}, at)


def tell_end(*, row: Arrears, restore_by: datetime | None, at: datetime) -> Notice:
    """Tell that the steps have ended, and why; and when gas flows again, where it was stopped."""
    facts = {"why": ArrearsEnd(row.ended_because).label, "restore_by": restore_by}
    return tell_holder(row, "arrears-over", facts, at)


def tell_holder(row: Arrears, topic: str, facts: dict, at: datetime, *, is_on_paper: bool = False) -> Notice:
    place = recipient_for(row.gas_account, row.tenure, is_on_paper=is_on_paper)
    facts |= {"account": row.gas_account.number}
    return tell(key=f"{topic}:{row.pk}", topic=topic, to=[place], facts=facts, at=at)


def tell_plan(*, plan: PaymentPlan, topic: str, at: datetime, missed: tuple | None = None) -> Notice:
    """Tell of a plan that was agreed, or of the part that was not paid."""
    parts = [(part.due_on, part.amount) for part in plan.instalments.all()]
    facts = {"account": plan.gas_account.number, "amount": plan.amount, "parts": parts, "missed": missed}
    to = [recipient_for(plan.gas_account, plan.tenure)]
    return tell(key=f"{topic}:{plan.pk}", topic=topic, to=to, facts=facts, at=at)


def tell_share(*, share: ArrearsShare, at: datetime) -> Notice:
    """Tell a holder of their share of a debt, with the way to its statement."""
    facts = {"account": share.gas_account.number, "amount": share.amount, "since": share.since, "until": share.until}
    to = replace(recipient_for(share.gas_account, share.tenure), link=share.get_absolute_url())
    return tell(key=f"arrears-shared:{share.pk}", topic="arrears-shared", to=[to], facts=facts, at=at)


def recipient_for(account: GasAccount, tenure: Tenure, *, is_on_paper: bool = False) -> Recipient:
    """Give how a holder is reached: as they wish who sign in, by what is in our books the others, or at the door.

    At a door that is theirs no more nothing hangs: whoever lives there now has no business with it.
    """
    customer = tenure.customer
    user = customer.user if customer.user and customer.user.is_active else None
    return Recipient(
        user=user,
        email="" if user else customer.email,
        phone="" if user or not customer.phone else customer.phone.as_e164,
        language=customer.language or ("" if user else settings.CUSTOMER_LANGUAGE),
        link=reverse("holder-arrears", args=[account.number, tenure.pk]),
        premise=None if tenure.held_until else account.service_point.premise,
        is_on_paper=is_on_paper,
    )
