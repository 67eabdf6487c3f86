"""What other desks asked of the crews."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from gasservice.cases.models import Case, WorkReferral
from gasservice.cases.terms import PROMISE_FOR
from gasservice.registry.models import Meter, MeterHold
from gasservice.standards.terms import Door
from gasservice.users.models import User
from repairs.access import orders_of, referrals_visible_to
from repairs.models import WorkOrder
from repairs.queries.meters import hanging_meter, holds_on
from repairs.terms import OPEN_STATUSES, PURPOSE_FOR


@dataclass(frozen=True)
class ReferredPage:
    """What was asked, with the meter it is about, what that has to stay for, and the open work order."""

    referral: WorkReferral
    meter: Meter | None
    holds: list[MeterHold]
    order: WorkOrder | None


def referrals_of(case: Case) -> list[WorkReferral]:
    """Give what the crews were asked on a case whose promises are read; each has one, so most cases cost no query."""
    if not any(row.promise in PROMISE_FOR.values() for row in case.commitments.all()):
        return []
    rows = case.work_referrals.select_related("reading__meter", "meter_test", "commitment", "team")
    return list(rows.filter(to_door=Door.REPAIRS))


def referrals_to_answer(user: User) -> QuerySet[WorkReferral]:
    """Give what waits for an answer; `due_at` is when it was promised."""
    return referrals_visible_to(user).standing().annotate(due_at=F("commitment__due_at"))


def referred_page(referral: WorkReferral) -> ReferredPage:
    case = referral.case
    meter = hanging_meter(case) if case.premise_id or case.gas_account_id else None
    orders = orders_of(case).filter(kind=PURPOSE_FOR[referral.asked], status__in=OPEN_STATUSES)
    return ReferredPage(referral, meter, holds_on(meter), orders.first())
