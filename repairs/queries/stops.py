"""Orders to stop gas, as the crews carry them out."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from gasservice.registry.guards import words_against
from gasservice.registry.models import Customer, GasAccount, PriorityNeed, StopAttempt, SupplyStop
from gasservice.registry.queries import holder_of, needs_of
from gasservice.users.models import User
from repairs.access import stops_visible_to


@dataclass(frozen=True)
class StopPage:
    """All that decides at the door: whose gas it is, who needs it, what forbids to stop it, who was there before."""

    stop: SupplyStop
    holder: Customer | None
    needs: list[PriorityNeed]
    against: list[str]
    is_due: bool
    attempts: list[StopAttempt]


def stops_to_carry_out(user: User) -> QuerySet[SupplyStop]:
    return stops_visible_to(user).to_carry_out().prefetch_related("attempts")


def supplies_to_restore(user: User) -> QuerySet[SupplyStop]:
    return stops_visible_to(user).to_restore()


def stop_page(stop: SupplyStop, at: datetime) -> StopPage:
    today, account = timezone.localdate(at), stop.gas_account
    return StopPage(
        stop=stop,
        holder=holder_of(account, today),
        needs=list(needs_of(account.service_point.premise)),
        against=words_against(stop, at) if stop.is_to_carry_out else [],
        is_due=stop.is_to_carry_out and stop.not_before <= today,
        attempts=list(stop.attempts.select_related("by")),
    )


def standing_stop(account: GasAccount) -> SupplyStop | None:
    """Give what keeps the gas of an account shut."""
    return SupplyStop.objects.standing().filter(gas_account=account).first()
