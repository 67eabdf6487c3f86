"""Stopping the gas of an account for what is owed, and opening it again."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.registry.guards import words_against
from gasservice.registry.models import GasAccount, StopAttempt, SupplyStop
from gasservice.registry.terms import AccountStatus, ArrearsBar, ArrearsEnd
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_day


class NothingToStop(Refusal):
    """No gas flows at the account."""


class StopTooEarly(Refusal):
    """The written notice has not run yet."""


class StopNotLive(Refusal):
    """The stop was withdrawn, or is carried out already."""


class StopGuarded(Refusal):
    """Something forbids to stop the gas now."""


class StillStopped(Refusal):
    """Nobody stopped the gas, so nobody can open it."""


@transaction.atomic
def order_stop(
    *, account: GasAccount, owed_since: date, amount: Decimal, not_before: date, by: User | None, at: datetime
) -> SupplyStop:
    """Order to stop the gas of an account from a day on; while one is live, give that one."""
    live = SupplyStop.objects.live().filter(gas_account=account)
    if GasAccount.objects.get(pk=account.pk).status != AccountStatus.ACTIVE:
        if standing := live.first():
            return standing
        raise NothingToStop(_("No gas flows at this account."))
    facts = {"owed_since": owed_since, "amount": amount, "not_before": not_before, "ordered_by": by, "ordered_at": at}
    try:
        with transaction.atomic():
            return SupplyStop.objects.create(gas_account=account, **facts)
    except IntegrityError:
        if standing := live.first():
            return standing
        raise


def withdraw_stop(
    *,
    stop: SupplyStop,
    why: ArrearsEnd,
    by: User | None,
    at: datetime,
    bars: Iterable[ArrearsBar] = (),
    because: str = "",
) -> bool:
    """Take back an order to stop; say whether it came in time. Twice is once."""
    waiting = SupplyStop.objects.to_carry_out().filter(pk=stop.pk)
    facts = {"withdrawn_why": why, "withdrawn_bars": list(bars), "withdrawn_because": because[:300]}
    waiting.update(withdrawn_at=at, withdrawn_by=by, **facts)
    stop.refresh_from_db()
    return stop.is_withdrawn


@transaction.atomic
def execute_stop(*, stop: SupplyStop, by: User, at: datetime) -> SupplyStop:
    """Note that the gas is stopped, once; the account is suspended from then on.

    Raises StopNotLive once it is withdrawn, StopTooEarly before its day, and StopGuarded with what forbids it: the
    guards are asked while account and stop are held, so that whatever was filed before stops the crew.
    """
    account = GasAccount.objects.select_for_update().get(pk=stop.gas_account_id)
    held = SupplyStop.objects.select_for_update(of=("self",)).get(pk=stop.pk)
    held.gas_account = account
    if held.is_executed:
        return held
    refuse_to_stop(held, at)
    if against := words_against(held, at):
        raise StopGuarded(" ".join(against))
    held.executed_at, held.executed_by = at, by
    held.save(update_fields=["executed_at", "executed_by"])
    account.status = AccountStatus.SUSPENDED
    account.save(update_fields=["status"])
    return held


def refuse_to_stop(stop: SupplyStop, at: datetime) -> None:
    if stop.is_withdrawn:
        raise StopNotLive(_("This order was withdrawn. The gas stays on."))
    if stop.gas_account.status != AccountStatus.ACTIVE:
        raise NothingToStop(_("No gas flows at this account."))
    if timezone.localdate(at) < stop.not_before:
        words = _("The notice runs until %(day)s. Before that day the gas stays on.")
        raise StopTooEarly(words % {"day": say_day(stop.not_before, now=at)})


@transaction.atomic
def note_stop_attempt(*, stop: SupplyStop, because: str, by: User, at: datetime) -> StopAttempt:
    """Note that somebody came and could not stop the gas; the order stands."""
    held = SupplyStop.objects.select_for_update(of=("self",)).get(pk=stop.pk)
    if not held.is_to_carry_out:
        raise StopNotLive(_("This order was withdrawn, or the gas is stopped already."))
    return StopAttempt.objects.create(stop=held, because=because, by=by, at=at)


def ask_to_restore(*, stop: SupplyStop, due_at: datetime) -> bool:
    """Ask that gas flows again by a moment; the first moment that was set holds. Say whether it was news."""
    shut = SupplyStop.objects.standing().filter(pk=stop.pk, restore_due_at__isnull=True)
    is_new = bool(shut.update(restore_due_at=due_at))
    stop.refresh_from_db()
    return is_new


@transaction.atomic
def restore_supply(*, stop: SupplyStop, by: User, at: datetime) -> SupplyStop:
    """Note that gas flows again; the account is in use from then on. Twice is once."""
    account = GasAccount.objects.select_for_update().get(pk=stop.gas_account_id)
    restored = SupplyStop.objects.standing().filter(pk=stop.pk).update(restored_at=at, restored_by=by)
    stop.refresh_from_db()
    if restored:
        suspended = GasAccount.objects.filter(pk=account.pk, status=AccountStatus.SUSPENDED)
        suspended.update(status=AccountStatus.ACTIVE)
    elif not stop.is_restored:
        raise StillStopped(_("The gas of this account was not stopped by this order."))
    return stop
