"""The steps from a debt to a stop, taken by a sweep: each at its time, once, and only while nothing bars it.

Who moved out is reached through the time they held the account: demanded twice, and never a stop.
"""

from dataclasses import replace
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from billing.actions.arrears_ends import end_arrears
from billing.actions.arrears_telling import tell_demand, tell_last_demand, tell_notice, tell_stop
from billing.late_charges import A_DAY
from billing.models import Arrears
from billing.queries.arrears import WITH, Situation, done_of, situations_of
from billing.terms import GOES_ON, ArrearsStep
from gasservice.registry.actions.stops import order_stop
from gasservice.registry.models import GasAccount
from gasservice.registry.terms import AccountStatus, ArrearsBar, ArrearsEnd
from gasservice.standards.queries.billing import arrears_rule_on
from gasservice.standards.rules import ArrearsTerms

BATCH = 500
# Whoever holds or held an account and owes what was due long enough ago, one row each; a plan that runs keeps them off.
# What was begun before and only interrupted goes on from its demand, unless that named none of these bills.
BEGIN = """
WITH owing AS (
    SELECT bill.gas_account_id, bill.tenure_id, min(bill.due_on) AS begun_on,
           sum(bill.amount + bill.adjusted - bill.paid) AS amount
    FROM billing_bill bill
    WHERE bill.paid < bill.amount + bill.adjusted AND bill.released_at IS NOT NULL AND bill.withdrawn_at IS NULL
        AND bill.tenure_id IS NOT NULL AND bill.due_on < %(due_before)s
        AND NOT EXISTS (SELECT 1 FROM billing_arrears old WHERE old.tenure_id = bill.tenure_id AND old.ended_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM billing_paymentplan plan
                        WHERE plan.tenure_id = bill.tenure_id AND plan.ended_at IS NULL)
    GROUP BY 1, 2
)
INSERT INTO billing_arrears (gas_account_id, tenure_id, begun_on, amount, begun_at, step, bars, owed, looked_at,
                             held_because, ended_because, ended_note, follows_id, demand_id, demanded_at)
SELECT owing.gas_account_id, owing.tenure_id, owing.begun_on, owing.amount, %(at)s, 'demand', '{}', owing.amount,
       %(at)s - interval '1 day', '', '', '', last.id, last.demand_id, last.demanded_at
FROM owing
LEFT JOIN LATERAL (
    SELECT old.* FROM billing_arrears old WHERE old.tenure_id = owing.tenure_id ORDER BY old.id DESC LIMIT 1
) AS last ON last.ended_because = ANY(%(goes_on)s) AND last.demanded_at IS NOT NULL
    AND owing.begun_on < (last.demanded_at AT TIME ZONE %(zone)s)::date
ON CONFLICT DO NOTHING
"""


def climb_arrears(*, at: datetime, limit: int = BATCH) -> int:
    """Take all steps that are due for some debts, and give how many debts were looked at; run until there are none.

    Twice, or beside another sweep, each step comes once. Where no rule is published nothing is done.
    """
    rule = arrears_rule_on(timezone.localdate(at))
    if rule is None:
        return 0
    begin_arrears(rule, at)
    return look_at_arrears(rule, at, limit)


def begin_arrears(rule: ArrearsTerms, at: datetime) -> None:
    """Open a row for whoever may be sent a demand by now and has none."""
    day = timezone.localdate(at)
    facts = {
        "at": at,
        "due_before": day - rule.demand_after_days * A_DAY,
        "goes_on": list(GOES_ON),
        "zone": timezone.get_default_timezone_name(),
    }
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, facts)


@transaction.atomic
def look_at_arrears(rule: ArrearsTerms, at: datetime, limit: int) -> int:
    """Look at the debts that were looked at longest ago; those that another sweep holds are left to it."""
    rows = Arrears.objects.open().filter(looked_at__lt=at).select_related(*WITH).order_by("looked_at", "pk")
    rows = list(rows.select_for_update(of=("self",), skip_locked=True)[:limit])
    situations = situations_of(rows, rule, timezone.localdate(at))
    for row in rows:
        take_step(row, situations[row.tenure_id], at)
        row.looked_at = at
    Arrears.objects.bulk_update(rows, ["step", "earliest_on", "bars", "owed", "looked_at"])
    return len(rows)


def take_step(row: Arrears, now: Situation, at: datetime) -> None:
    """Take the step of one debt that is due, or end it where there is nothing to go on for."""
    if why := end_of(row, now):
        end_arrears(row=row, why=why, bars=now.bars_of_stop, restore_hours=now.rule.restore_hours, at=at)
    elif now.next.may_come and not row.stop_id:
        STEPS[now.next.step](row, now, at)
    note_what_comes(row, now)


def end_of(row: Arrears, now: Situation) -> ArrearsEnd | None:
    """Say why a debt leads no further: paid, the gas is another's, or something bars a stop that was announced."""
    if now.is_paid:
        return ArrearsEnd.PAID
    if row.stop_id and now.standing.has_left:
        return ArrearsEnd.LEFT
    if now.standing.has_plan:
        return ArrearsEnd.PLANNED
    if row.noticed_at and ArrearsBar.DISPUTED in now.bars_of_stop:
        return ArrearsEnd.DISPUTED
    return ArrearsEnd.BARRED if row.stop_id and now.bars_of_stop else None


def note_what_comes(row: Arrears, now: Situation) -> None:
    """Keep what the desk lists: the next step, its first day, what bars it, and what may be demanded."""
    following = with_steps_of(row, now).next
    row.step, row.earliest_on, row.owed = following.step, following.earliest_on, now.payable
    row.bars = list(following.bars)


def with_steps_of(row: Arrears, now: Situation) -> Situation:
    """Give the situation with the step that was taken just now."""
    arrived = {"demand_delivered_on": now.done.demand_delivered_on, "notice_delivered_on": now.done.notice_delivered_on}
    return replace(now, done=replace(done_of(row, {}), **arrived))


def send_demand(row: Arrears, now: Situation, at: datetime) -> None:
    row.demand, row.demanded_at = tell_demand(row=row, now=now, at=at), at
    row.save(update_fields=["demand", "demanded_at"])


def send_notice(row: Arrears, now: Situation, at: datetime) -> None:
    row.notice, row.noticed_at = tell_notice(row=row, now=now, at=at), at
    row.save(update_fields=["notice", "noticed_at"])


def send_last_demand(row: Arrears, now: Situation, at: datetime) -> None:
    row.notice, row.noticed_at = tell_last_demand(row=row, now=now, at=at), at
    row.save(update_fields=["notice", "noticed_at"])


def order_for(row: Arrears, now: Situation, at: datetime) -> None:
    """Order the stop and tell the holder, where gas flows; the crew asks all guards once more."""
    account = GasAccount.objects.get(pk=row.gas_account_id)
    if account.status != AccountStatus.ACTIVE:
        return
    facts = {"owed_since": now.due_on, "amount": now.payable, "not_before": now.next.earliest_on}
    row.stop = order_stop(account=account, by=None, at=at, **facts)
    row.save(update_fields=["stop"])
    tell_stop(row=row, now=now, at=at)


STEPS = {
    ArrearsStep.DEMAND: send_demand,
    ArrearsStep.WRITTEN_NOTICE: send_notice,
    ArrearsStep.LAST_DEMAND: send_last_demand,
    ArrearsStep.STOP: order_for,
}
