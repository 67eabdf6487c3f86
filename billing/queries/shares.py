"""Whose days a debt comes from: bills that lie across several hands, and shares that belong to nobody."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from billing import apportioning
from billing.drafting import Account, Measured, cut_by_holder, rate_for, whole_days
from billing.holdings import Holding
from billing.late_charges import A_DAY
from billing.models import ArrearsShare, Bill
from billing.queries.accounts import accounts_to_bill
from billing.queries.explaining import stretch_from
from billing.queries.looking import account_before, gas_owed, rated_anew
from billing.queries.tariffs import all_tariffs
from billing.rating import NOTHING, CannotRate, Rating, Stretch
from billing.sharing import shares_of
from gasservice.registry.models import GasAccount, Tenure

DIGITS = 9  # a volume without a meter runs past none


@dataclass(frozen=True)
class Cut:
    """A part of a debt: whose days they are, what was used in them, and what of the whole they owe."""

    tenure: int | None
    since: date
    until: date
    volume_m3: Decimal
    amount: Decimal
    rated: Decimal | None = None
    start_index: Decimal | None = None
    end_index: Decimal | None = None
    tariff: tuple[str, date] | None = None


def bills_across_hands() -> QuerySet[Bill]:
    """Give unpaid bills of which some days were not their holder's, and that are not shared out yet."""
    outside = Q(tenure__isnull=True) | Q(since__lt=F("tenure__held_from")) | Q(until__gt=F("tenure__held_until"))
    rows = Bill.objects.unpaid().filter(outside, since__isnull=False, arrears_shares__isnull=True)
    return rows.select_related("gas_account__service_point__premise__community", "tenure__customer").order_by(
        "due_on", "pk"
    )


def shares_unowned() -> QuerySet[ArrearsShare]:
    return ArrearsShare.objects.unowned().select_related("gas_account__service_point__premise__community", "bill")


def cuts_of_bill(bill: Bill, whole: Decimal) -> tuple[list[Cut], Decimal]:
    """Cut the gas of a bill by the hands that hold its days now, and give what nobody owes.

    What cannot be rated by itself is shared out by days.
    """
    account = account_before(bill)
    measured = [Measured(row.meter_id, stretch_from(row)) for row in bill.stretches.select_related("meter")]
    parts = cut_by_holder(measured, account.holdings)
    try:
        ratings = [rate_for(account, part, all_tariffs()[account.supply_class]) for part in parts]
    except CannotRate:
        return cuts_by_days(bill.gas_account, bill.since, bill.until, bill.volume_m3, whole), NOTHING
    amounts, rest = shares_of(whole, [rating.amount for rating in ratings])
    rows = zip(parts, ratings, amounts, strict=True)
    return [cut_of(account, part, rating, amount) for part, rating, amount in rows], rest


def later_bills(bill: Bill) -> QuerySet[Bill]:
    """Give the bills after another one that are rated by what its years had used, the first first."""
    last_year = (bill.until - A_DAY).year
    rows = Bill.objects.issued().filter(gas_account=bill.gas_account_id, since__gt=bill.since, taken_back_by=None)
    return rows.filter(since__year__lte=last_year).select_related("gas_account").order_by("since")


def too_much_on(bill: Bill) -> Iterator[tuple[Bill, Decimal]]:
    """Give what a bill comes to too much by what its holders had used before it; part by part where it was shared.

    What it was let out with although its readings come to less stays as it was decided.
    """
    for owed_on, was, rated in rated_parts(bill):
        owed = gas_owed(owed_on)
        above = (owed if was is None else min(owed, was)) - rated
        if above > 0:
            yield owed_on, above


def rated_parts(bill: Bill) -> Iterator[tuple[Bill, Decimal | None, Decimal]]:
    """Give what the gas of a bill was rated and what it comes to by now, with the bill on which each part is owed."""
    shares = {share.since: share for share in bill.arrears_shares.select_related("billed_as")}
    if not shares:
        rating = rated_anew(bill, list(bill.stretches.select_related("meter")))
        if rating:
            yield bill, bill.rated_amount, rating.amount
        return
    for cut in cuts_of_bill(bill, bill.amount)[0]:
        share = shares.get(cut.since)
        if share and share.billed_as and cut.rated is not None:
            yield share.billed_as, share.rated, cut.rated


def cut_of(account: Account, part: list[Measured], rating: Rating, amount: Decimal) -> Cut:
    since, until = whole_days(one.stretch for one in part)
    holding = account.holding_on(since)
    first = rating.lines[0].piece.tariff if rating.lines else None
    only = part[0].stretch if len(part) == 1 else None
    return Cut(
        holding and holding.tenure,
        since,
        until,
        rating.volume_m3,
        amount,
        rating.amount,
        only and only.start_index,
        only and only.end_index,
        first and (first.code, first.valid_from),
    )


def cuts_by_days(account: GasAccount, since: date, until: date, volume_m3: Decimal, amount: Decimal) -> list[Cut]:
    """Share a period out by its days."""
    rows = Tenure.objects.filter(gas_account=account).values_list("pk", "held_from", "held_until")
    holdings = [Holding(*row) for row in rows]
    parts = apportioning.apportioned(volume_m3, amount, since, until, holdings)
    return [Cut(part.tenure, part.since, part.until, part.volume_m3, part.amount) for part in parts]


def cuts_of_volume(account: GasAccount, since: date, until: date, volume_m3: Decimal) -> list[Cut]:
    """Cut a volume of a period by its days, and rate each part by itself. Raises CannotRate."""
    books = accounts_to_bill([account], until)[account.pk]
    books.used = {}
    measured = [Measured(0, Stretch(since, until, NOTHING, volume_m3, digits=DIGITS))]
    cuts = []
    for part in cut_by_holder(measured, books.holdings):
        rating = rate_for(books, part, all_tariffs()[account.supply_class])
        cuts.append(replace(cut_of(books, part, rating, rating.amount), start_index=None, end_index=None))
    return cuts
