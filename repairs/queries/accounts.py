"""What is owed on a case, either way, reckoned from its charges, payments, quotes and refunds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Sum

from gasservice.cases.models import Case
from gasservice.registry.models import FeeCharge, FeeRefund
from gasservice.registry.queries import OwedBack, refunds_on
from gasservice.registry.terms import RefundCause
from repairs import quoting
from repairs.models import Quote, QuoteLine
from repairs.queries.fees import charges_on
from repairs.queries.quotes import net_lines, quotes_of
from repairs.terms import STANDING

LISTED = 200


@dataclass(frozen=True)
class Account:
    """What is owed on a case, either way: `rows` are all its charges, `charges` those of its quotes that stand.

    `back` is what we owe the customer.
    """

    rows: list[FeeCharge]
    charges: list[FeeCharge]
    payable: Decimal | None
    back: list[OwedBack]
    refunds: list[FeeRefund]

    @property
    def unpaid(self) -> list[FeeCharge]:
        return [charge for charge in self.charges if not charge.is_paid]

    @property
    def to_pay(self) -> Decimal:
        return quoting.sum_of(charge.left for charge in self.unpaid)

    @property
    def paid(self) -> Decimal:
        """What was paid and not paid back."""
        return quoting.sum_of(charge.held for charge in self.charges)

    @property
    def owed_back(self) -> Decimal:
        return quoting.sum_of(part.amount for part in self.back)

    @property
    def paid_back(self) -> Decimal:
        return quoting.sum_of(refund.amount for refund in self.refunds)


def account_of(case: Case, quotes: Iterable[Quote] | None = None) -> Account:
    """Reckon what is owed from the charges of all versions of the quotes, and from all that was paid and withdrawn.

    `quotes` are those of the case, the newest first, where they are known already.
    """
    rows = list(charges_on(case.reference))
    quoted = [charge for charge in rows if charge.is_quoted and not charge.is_void]
    known = quotes_of(case) if quotes is None and quoted else quotes or []
    standing = next((quote for quote in known if quote.state in STANDING), None)
    charges = quoted if standing else []
    back = [*paid_for_nothing(rows), *(paid_above(standing, charges) if standing else [])]
    refunds = list(refunds_on(case.reference)) if any(charge.paid_back for charge in rows) else []
    return Account(rows, charges, standing.payable if standing else None, back, refunds)


def owed_back_with(charge: FeeCharge, case: Case | None) -> list[OwedBack]:
    """Give all that we owe back on the case of a charge; of one without a case, what we owe for it alone."""
    return account_of(case).back if case else paid_for_nothing([charge])


def case_of_charge(charge: FeeCharge) -> Case | None:
    return Case.objects.filter(reference=charge.case_reference).first() if charge.case_reference else None


def paid_for_nothing(charges: list[FeeCharge]) -> list[OwedBack]:
    """Give what was paid for charges that were withdrawn, and is not paid back yet."""
    return [OwedBack(row, row.held, RefundCause.WITHDRAWN) for row in charges if row.is_void and row.held]


def paid_above(quote: Quote, charges: list[FeeCharge]) -> list[OwedBack]:
    """Give what was paid above what stands agreed or billed, charge by charge."""
    paid = [charge for charge in charges if charge.held]
    over = quoting.sum_of(charge.held for charge in paid) - quote.payable
    if over <= 0:
        return []
    by_fee = {line.fee.code: net for line, net in net_lines(quote)}
    parts = quoting.to_pay_back(over, [(charge.fee_code, charge.held) for charge in paid], by_fee)
    rows = zip(paid, parts, strict=True)
    return [OwedBack(charge, amount, RefundCause.LESS) for charge, amount in rows if amount]


@dataclass(frozen=True)
class OwedRow:
    """Money that is still to be paid back: the receipt that leads to it, since when, how much and why."""

    receipt: str
    case_reference: str
    since: datetime
    amount: Decimal
    cause: RefundCause


def owed_back_to_all(charges: QuerySet[FeeCharge]) -> list[OwedRow]:
    """Give what is still to be paid back of these charges, what is owed longest first."""
    return sorted([*withdrawn_and_held(charges), *billed_below(charges)], key=lambda row: row.since)


def withdrawn_and_held(charges: QuerySet[FeeCharge]) -> list[OwedRow]:
    rows = charges.filter(voided_at__isnull=False, paid_at__isnull=False, amount__gt=F("credited") + F("paid_back"))
    return [
        OwedRow(row.reference, row.case_reference, row.voided_at, row.held, RefundCause.WITHDRAWN)
        for row in rows.order_by("voided_at")[:LISTED]
    ]


def billed_below(charges: QuerySet[FeeCharge]) -> list[OwedRow]:
    paid = charges.standing().filter(paid_at__isnull=False)
    lines = QuoteLine.objects.filter(quote__case=OuterRef("case"), charge__in=paid).order_by()
    left = F("charge__amount") - F("charge__credited") - F("charge__paid_back")
    held = lines.values("quote__case").annotate(held=Sum(left)).values("held")
    newer = Quote.objects.standing().filter(case=OuterRef("case"), version__gt=OuterRef("version"))
    quotes = Quote.objects.standing().exclude(Exists(newer)).select_related("case")
    over = quotes.annotate(held=Subquery(held), receipt=Subquery(lines.values("charge__reference")[:1]))
    return [
        OwedRow(quote.receipt, quote.case.reference, quote.sent_at, quote.held - quote.payable, RefundCause.LESS)
        for quote in over.filter(held__gt=F("payable")).order_by("sent_at")[:LISTED]
    ]
