"""Letting go of a debt: its steps end, a stop that was ordered is taken back, and gas that was stopped flows again."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions.arrears_telling import tell_end
from billing.models import Arrears, PaymentShare
from gasservice.registry.actions.stops import ask_to_restore, withdraw_stop
from gasservice.registry.terms import ArrearsBar, ArrearsEnd
from gasservice.standards.queries.billing import arrears_rule_on
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class ArrearsEnded(Refusal):
    """Nothing is being done about this debt any more."""


@transaction.atomic
def end_arrears(
    *,
    row: Arrears,
    why: ArrearsEnd,
    at: datetime,
    restore_hours: int | None,
    bars: Iterable[ArrearsBar] = (),
    by: User | None = None,
    note: str = "",
) -> bool:
    """End the steps about a debt, once, and say whether it was news; what was stopped is to be opened again in time."""
    facts = {"ended_at": at, "ended_because": why, "ended_by": by, "ended_note": note[:300]}
    if not Arrears.objects.open().filter(pk=row.pk).update(**facts):
        return False
    row.refresh_from_db(fields=list(facts))
    barring = bars if why == ArrearsEnd.BARRED else ()
    restore_by = None
    if row.stop and not withdraw_stop(stop=row.stop, why=why, bars=barring, because=note, by=by, at=at):
        restore_by = paid_at(row, why, at) + timedelta(hours=restore_hours or 0)
        ask_to_restore(stop=row.stop, due_at=restore_by)
    if row.demanded_at:
        tell_end(row=row, restore_by=restore_by, at=at)
    return True


def paid_at(row: Arrears, why: ArrearsEnd, at: datetime) -> datetime:
    """Give the moment from which the hours run: that of the payment that settled the debt, else now."""
    if why != ArrearsEnd.PAID:
        return at
    shares = PaymentShare.objects.filter(bill__tenure=row.tenure_id, amount__gt=0, at__gte=row.begun_at)
    last = shares.aggregate(last=Max("payment__paid_at"))["last"]
    return max(last, row.stop.executed_at) if last else at


@transaction.atomic
def withdraw_arrears(*, row: Arrears, because: str, by: User, at: datetime) -> Arrears:
    """Take all steps about a debt back, with a reason; if it is still owed, they begin again with a demand.

    Raises ArrearsEnded once nothing is being done.
    """
    rule = arrears_rule_on(timezone.localdate(at))
    facts = {"why": ArrearsEnd.WITHDRAWN, "by": by, "note": because, "at": at}
    if not end_arrears(row=row, restore_hours=rule and rule.restore_hours, **facts):
        raise ArrearsEnded(_("Nothing is being done about this debt any more."))
    return row


@transaction.atomic
def hold_arrears(*, row: Arrears, until: date, because: str, by: User, at: datetime) -> Arrears:
    """Let no step be taken about a debt until a day, with a reason; what was ordered is taken back by the sweep.

    Raises ArrearsEnded once nothing is being done.
    """
    facts = {"held_until": until, "held_because": because[:300], "held_by": by}
    if not Arrears.objects.open().filter(pk=row.pk).update(**facts):
        raise ArrearsEnded(_("Nothing is being done about this debt any more."))
    row.refresh_from_db()
    return row
