"""Parts and hours on a work order, at the published price of their day, and what becomes of them: charges."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.story import record_event
from gasservice.cases.models import Case
from gasservice.cases.terms import EventKind
from gasservice.registry.actions.charges import ChargedBefore, FeeNotValid, charge_fee
from gasservice.registry.models import FeeCharge, Premise
from gasservice.standards.models import FeeItem
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_money
from repairs.actions.prices import chosen_price
from repairs.models import FeeLine, Visit, WorkOrder
from repairs.queries.quotes import is_quoted
from repairs.quoting import line_amount


class VisitIsOver(Refusal):
    """The visit was finished, perhaps on another telephone."""


class PlaceNotKnown(Refusal):
    """Nothing can be charged where the premise is not in our books."""


class ChargedAlready(Refusal):
    """The line has become a charge; a charge is withdrawn, never removed."""


@transaction.atomic
def add_fee_line(
    *,
    visit: Visit,
    fee: FeeItem,
    quantity: Decimal,
    by: User,
    at: datetime,
    unit_price: Decimal | None = None,
    reason: str = "",
    is_ours: bool = False,
    submission: UUID | None = None,
) -> FeeLine:
    """Put a part or an hour on the order, at the published price of the day; the same form sent twice is one line.

    `unit_price` is chosen inside a published range, for a reason. `is_ours`: on our side of the responsibility table,
    so free. Raises FeeNotValid, PriceNotPublished, WhyThisPrice, PlaceNotKnown, ChargedBefore or VisitIsOver.
    """
    held = visit_under_way(visit)
    if submission and (sent := FeeLine.objects.filter(submission=submission).first()):
        return sent
    day = timezone.localdate(at)
    refuse_unpublished(fee, day)
    price = chosen_price(fee, unit_price, reason)
    if not is_ours:
        refuse_second_charge(premise_of(held.order.case), fee)
    return FeeLine.objects.create(
        order=held.order,
        visit=held,
        submission=submission,
        fee=fee,
        used_on=day,
        quantity=quantity,
        unit_price=price,
        amount=Decimal(0) if is_ours else line_amount(quantity, price),
        is_ours=is_ours,
        reason=reason,
    )


@transaction.atomic
def remove_fee_line(*, line: FeeLine, by: User, at: datetime) -> None:
    """Take a line off again while nothing was charged for it; one that is gone stays gone."""
    visit_under_way(line.visit)
    if FeeLine.objects.filter(pk=line.pk, charge__isnull=False).exists():
        raise ChargedAlready(_("This was charged. A supervisor can withdraw the charge."))
    FeeLine.objects.filter(pk=line.pk).delete()


def visit_under_way(visit: Visit) -> Visit:
    """Hold a visit that is not over, with its order and case."""
    held = Visit.objects.select_for_update(of=("self",)).select_related("order__case").get(pk=visit.pk)
    if held.is_over:
        raise VisitIsOver(_("This visit was finished already. Look at it again."))
    return held


def refuse_unpublished(fee: FeeItem, day: date) -> None:
    if fee.has_ended(day):
        raise FeeNotValid(_("This fee was cancelled: nobody owes it any more."), field="fee")
    if not fee.has_begun(day):
        raise FeeNotValid(_("This fee does not hold yet. Take the one of today’s fee table."), field="fee")
    if not (fee.amount_to or fee.amount):
        raise FeeNotValid(_("This is free by the fee table. Write it under what you did."), field="fee")


def refuse_second_charge(premise: Premise, fee: FeeItem) -> None:
    """Say before the work, not after it, that a fee cannot be charged here."""
    if not fee.is_once_per_premise:
        return
    before = FeeCharge.objects.standing().filter(premise=premise, fee_code=fee.code, is_once_per_premise=True)
    if earlier := before.first():
        raise ChargedBefore(earlier)


def premise_of(case: Case) -> Premise:
    """Give the place that a charge is bound to, by the case itself or by its gas account."""
    if case.premise_id is None and case.gas_account_id is None:
        raise PlaceNotKnown(
            _("The address of this case is not in our books yet, so nothing can be charged. Call the office.")
        )
    return case.premise or case.gas_account.service_point.premise


def charge_lines(*, order: WorkOrder, by: User, at: datetime) -> list[FeeCharge]:
    """Make each line that costs something a charge, once; the caller holds the order done in the same transaction.

    What differs from an accepted quote is not charged here: it makes the final bill, which the tolerance judges.
    """
    if is_quoted(order):
        return []
    lines = (
        order.fee_lines.filter(charge__isnull=True, amount__gt=0).select_related("fee").select_for_update(of=("self",))
    )
    return [charge_line(line, order.case, by, at) for line in lines]


def charge_line(line: FeeLine, case: Case, by: User, at: datetime) -> FeeCharge:
    line.charge = charge_on_case(
        case=case, fee=line.fee, quantity=line.quantity, amount=line.amount, used_on=line.used_on, by=by, at=at
    )
    line.save(update_fields=["charge"])
    return line.charge


@transaction.atomic
def charge_on_case(*, case: Case, fee: FeeItem, by: User | None, at: datetime, **facts) -> FeeCharge:
    """Charge a fee for the place of a case and write it in the story; `facts` are more of `charge_fee`."""
    bound = {"premise": premise_of(case), "gas_account": case.gas_account, "case_reference": case.reference}
    charge = charge_fee(fee=fee, by=by, at=at, **bound, **facts)
    record_event(case=case, kind=EventKind.CHARGED, by=by, at=at, words=say_money(charge.amount))
    return charge
