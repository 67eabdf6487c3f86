"""Bills that wait for one of us: what the ledger made of them, what we make of them, and what each doubt goes by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from django.db.models import QuerySet, Sum

from billing.drafting import Account, Measured, rated_or_doubted
from billing.models import Bill, BillLine, BillStretch
from billing.queries.accounts import accounts_to_bill, used_between, usual_volumes
from billing.queries.explaining import stretch_from
from billing.queries.fees_twice import FeeTwice, fees_twice
from billing.queries.ledger import readings_on
from billing.queries.tariffs import tariff_versions
from billing.rating import NOTHING, Line, Rating
from billing.terms import BillDoubt, LineKind
from gasservice.registry.models import Meter


@dataclass(frozen=True)
class Pair:
    """A line as the bill has it beside the same line as we rate it; either may be missing."""

    billed: BillLine | None
    rated: Line | None

    @property
    def differs(self) -> frozenset[str]:
        """Name what is not the same on both sides."""
        if self.billed is None or self.rated is None:
            return frozenset({"volume_m3", "price", "amount"})
        names = ("volume_m3", "price", "amount")
        return frozenset(name for name in names if getattr(self.billed, name) != getattr(self.rated, name))


@dataclass(frozen=True)
class BillToLookAt:
    """A bill that waits, beside what its own readings come to, with what each of its doubts goes by."""

    bill: Bill
    stretches: list[BillStretch]
    pairs: list[Pair]
    fees: Decimal
    rating: Rating | None
    last: Bill | None
    last_ends: dict[int, Decimal]
    readings: dict[tuple[int, date], Decimal]
    usual_m3: Decimal | None
    twice: list[FeeTwice]

    @property
    def gas_amount(self) -> Decimal:
        return self.bill.amount - self.fees


def bills_to_look_at() -> QuerySet[Bill]:
    """Give the bills in which something does not fit, for the longest waiting first by `made_at`."""
    return Bill.objects.held_back().select_related("gas_account__service_point__premise")


def look_into(bill: Bill) -> BillToLookAt:
    """Put a bill beside our own rating of what its meters measured."""
    stretches = list(bill.stretches.select_related("meter__service_point__premise"))
    lines = list(bill.lines.select_related("fee_charge__fee"))
    gas = [line for line in lines if line.kind == LineKind.GAS]
    rating = rated_anew(bill, stretches)
    last = bill_before(bill)
    ends = dict(last.stretches.values_list("meter", "end_index")) if last else {}
    usual = usual_volumes({bill.gas_account_id: (bill.since, bill.until)}) if bill.since else {}
    return BillToLookAt(
        bill=bill,
        stretches=stretches,
        pairs=[Pair(*both) for both in zip_longest(gas, rating.lines if rating else ())],
        fees=sum((line.amount for line in lines if line.kind == LineKind.FEE), NOTHING),
        rating=rating,
        last=last,
        last_ends=ends,
        readings=our_readings(stretches) if BillDoubt.READING in bill.doubts else {},
        usual_m3=usual.get(bill.gas_account_id),
        twice=fees_twice(bill),
    )


def rated_anew(
    bill: Bill, stretches: Sequence[BillStretch], ends: Mapping[int, Decimal] | None = None
) -> Rating | None:
    """Rate what a bill's meters measured as if it were made now; nothing where it cannot be rated.

    `ends` is what they are taken to have shown at the end of some stretches instead, by the keys of these.
    """
    if not stretches:
        return None
    account, ends = account_before(bill), ends or {}
    measured = [
        Measured(row.meter_id, replace(stretch_from(row), end_index=ends.get(row.pk, row.end_index)))
        for row in stretches
    ]
    return rated_or_doubted(account, measured, tariff_versions(account.supply_class))[0]


def account_before(bill: Bill) -> Account:
    """Give the account of a bill as it stood before it: its holders had used what the bills before it say."""
    account = accounts_to_bill([bill.gas_account], bill.until)[bill.gas_account_id]
    account.used = {(bill.tenure_id, bill.since.year): NOTHING} | used_before(bill)
    account.guessed_used = {}
    return account


def used_before(bill: Bill) -> dict[tuple[int | None, int], Decimal]:
    """Add up what the year of a bill had used before it, by tenure and year.

    What is measured does not count the estimates that it replaces.
    """
    found: dict[tuple[int | None, int], Decimal] = {}
    rows = used_between([bill.gas_account_id], date(bill.since.year, 1, 1), bill.since)
    for _account, tenure, is_estimated, year, volume in rows:
        if bill.is_estimated or not is_estimated:
            found[tenure, year] = found.get((tenure, year), NOTHING) + volume
    return found


def gas_owed(bill: Bill) -> Decimal:
    """Say what the gas of a bill comes to after all that was credited of it."""
    fees = bill.lines.filter(kind=LineKind.FEE).aggregate(sum=Sum("amount"))["sum"] or NOTHING
    of_fees = bill.adjustments.filter(line__kind=LineKind.FEE).aggregate(sum=Sum("amount"))["sum"] or NOTHING
    return bill.principal - fees - of_fees


def bill_before(bill: Bill) -> Bill | None:
    """Give the bill of gas that stands last before another one of the same account."""
    if bill.since is None:
        return None
    others = Bill.objects.standing().filter(gas_account=bill.gas_account_id, since__lt=bill.until).exclude(pk=bill.pk)
    return others.filter(taken_back_by__isnull=True).order_by("-until", "-pk").first()


def our_readings(stretches: Sequence[BillStretch]) -> dict[tuple[int, date], Decimal]:
    """Give what our books say the meters showed on the days that the stretches end."""
    meters: dict[str, Meter] = {row.meter.serial: row.meter for row in stretches}
    return readings_on(meters, [{"until": row.until} for row in stretches])
