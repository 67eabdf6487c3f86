"""Telling the holder of an account that its gas was stopped or opened: each once, whoever carried it out."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from billing.actions.arrears_telling import recipient_for
from billing.models import Arrears
from billing.queries.arrears import WITH, situations_of
from gasservice.notices.actions import tell
from gasservice.registry.models import SupplyStop
from gasservice.registry.queries import tenures_on
from gasservice.standards.queries import arrears_rule_on
from gasservice.standards.rules import ArrearsTerms

PORTION = 200


@transaction.atomic
def tell_of_supply(*, at: datetime) -> int:
    """Tell of some gas that was stopped or opened, and say how much; who works beside us takes other rows.

    Of gas that flows again already nobody is told that it was stopped.
    """
    waiting = SupplyStop.objects.to_tell().order_by("pk")
    rows = list(waiting.select_for_update(of=("self",), skip_locked=True, no_key=True)[:PORTION])
    opened, shut = [row for row in rows if row.is_restored], [row for row in rows if not row.is_restored]
    SupplyStop.objects.filter(pk__in=[row.pk for row in rows]).update(stop_told_at=at)
    SupplyStop.objects.filter(pk__in=[row.pk for row in opened]).update(restore_told_at=at)
    for row in opened:
        tell_supply(row, "supply-restored", {"when": row.restored_at}, at)
    tell_stopped(shut, at)
    return len(rows)


def tell_stopped(rows: Sequence[SupplyStop], at: datetime) -> None:
    """Say what was stopped and why, what to pay, and within how many hours gas is back after it."""
    day = timezone.localdate(at)
    terms = arrears_rule_on(day)
    owed = owed_now(rows, terms, day)
    for row in rows:
        facts = {"when": row.executed_at, "since": row.owed_since, "amount": owed.get(row.pk) or row.amount}
        facts |= {"restore_by": row.restore_due_at, "restore_hours": terms and terms.restore_hours}
        tell_supply(row, "supply-stopped", facts | {"has_plans": bool(terms and terms.max_instalments)}, at)


def owed_now(rows: Sequence[SupplyStop], terms: ArrearsTerms | None, day: date) -> dict[int, Decimal]:
    """Give what is to be paid today, late charge included, by the stop; nothing for one that follows no debt here."""
    debts = list(Arrears.objects.filter(stop__in=rows).select_related(*WITH)) if terms else []
    situations = situations_of(debts, terms, day)
    return {debt.stop_id: situations[debt.tenure_id].payable for debt in debts}


def tell_supply(row: SupplyStop, topic: str, facts: dict, at: datetime) -> None:
    """Tell whoever held the account on the day of it; an account of nobody tells nobody."""
    held = tenures_on(timezone.localdate(facts["when"]), gas_account=row.gas_account_id)
    if tenure := held.select_related("customer__user").first():
        facts |= {"account": tenure.gas_account.number}
        to = [recipient_for(tenure.gas_account, tenure)]
        tell(key=f"{topic}:{row.pk}", topic=topic, to=to, facts=facts, at=at)
