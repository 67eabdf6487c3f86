"""Letting money that came in pay what is owed: the named bill first, then what is due first, late charges last."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from billing.models import Bill, Payment, PaymentShare
from billing.queries.standings import standings_of
from gasservice.registry.models import GasAccount, Tenure


@transaction.atomic
def settle_accounts(*, accounts: Collection[int], at: datetime) -> None:
    """Share out what stands to the credit of some accounts, by their keys."""
    in_credit = Payment.objects.filter(gas_account__in=list(accounts), shared__lt=F("amount"))
    for account in in_credit.order_by("gas_account").values_list("gas_account", flat=True).distinct():
        settle_account(account=account, at=at)


@transaction.atomic
def settle_account(*, account: int, at: datetime) -> None:
    """Let what was paid pay what its payer owes; what is left over stands to the credit of the account."""
    GasAccount.objects.select_for_update(no_key=True).get(pk=account)
    payments = Payment.objects.filter(gas_account=account, shared__lt=F("amount")).order_by("paid_at", "pk")
    bills = list(Bill.objects.issued().filter(gas_account=account).order_by("due_on", "pk"))
    tenures = list(Tenure.objects.filter(gas_account=account))
    for payment in payments:
        first = [bill for bill in bills if bill.pk == payment.bill_id]
        pay_bills(payment, [*first, *bills_of_payer(payment, first, bills, tenures)], at)


def bills_of_payer(payment: Payment, named: list[Bill], bills: list[Bill], tenures: list[Tenure]) -> list[Bill]:
    """Give the other bills that a payment may pay: those of whom its bill names, else of the holder of its day.

    Nobody pays by mistake what somebody else who held the account owes.
    """
    day = timezone.localdate(payment.paid_at)
    holder = next((row.pk for row in tenures if row.held_from <= day and not has_left(row, day)), None)
    payer = named[0].tenure_id if named else holder
    return [bill for bill in bills if bill not in named and bill.tenure_id == payer]


def has_left(tenure: Tenure, day: date) -> bool:
    return tenure.held_until is not None and tenure.held_until <= day


def pay_bills(payment: Payment, bills: list[Bill], at: datetime) -> None:
    """Pay what is not disputed first, then late charges; what is disputed only where the payment names its bill."""
    for standing in standings_of([bill for bill in bills if bill.unpaid], timezone.localdate(at)):
        share(payment, standing.bill, standing.undisputed, at)
    if not payment.left:
        return
    for standing in standings_of(bills, timezone.localdate(payment.paid_at)):
        share(payment, standing.bill, standing.late_due, at, is_late_charge=True)
    for bill in bills:
        if bill.pk == payment.bill_id:
            share(payment, bill, bill.unpaid, at)


def share(payment: Payment, bill: Bill, amount: Decimal, at: datetime, *, is_late_charge: bool = False) -> None:
    """Let a payment pay up to an amount of a bill, or of its late charge."""
    paying = min(payment.left, amount)
    if paying <= 0:
        return
    move(payment, bill, paying, at, is_late_charge=is_late_charge)


def move(payment: Payment, bill: Bill, amount: Decimal, at: datetime, *, is_late_charge: bool) -> None:
    """Write down that a payment pays so much of a bill; below nought it is given back."""
    PaymentShare.objects.create(payment=payment, bill=bill, amount=amount, at=at, is_late_charge=is_late_charge)
    column = "late_paid" if is_late_charge else "paid"
    Bill.objects.filter(pk=bill.pk).update(**{column: F(column) + amount})
    Payment.objects.filter(pk=payment.pk).update(shared=F("shared") + amount)
    setattr(bill, column, getattr(bill, column) + amount)
    payment.shared += amount


def give_back(bill: Bill, amount: Decimal, at: datetime, *, is_late_charge: bool = False) -> None:
    """Give so much of what was paid of a bill back to the payments it came from, the latest first."""
    shares = bill.shares.filter(is_late_charge=is_late_charge).values("payment").annotate(held=Sum("amount"))
    held = {row["payment"]: row["held"] for row in shares.order_by() if row["held"] > 0}
    for payment in Payment.objects.filter(pk__in=held).order_by("-paid_at", "-pk"):
        part = min(amount, held[payment.pk])
        if part > 0:
            move(payment, bill, -part, at, is_late_charge=is_late_charge)
            amount -= part
