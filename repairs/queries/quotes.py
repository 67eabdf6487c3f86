"""A quote as it is read and printed, and what is owed by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from gasservice.cases.models import Case
from gasservice.cases.terms import Purpose
from gasservice.registry.models import FeeCharge
from repairs import quoting
from repairs.models import Quote, QuoteDiscount, QuoteLine, WorkOrder
from repairs.terms import STANDING, QuoteState


@dataclass(frozen=True)
class Sheet:
    """A quote with its lines and discounts."""

    quote: Quote
    lines: list[QuoteLine]
    discounts: list[QuoteDiscount]

    @property
    def borne(self) -> Decimal:
        """What we bear ourselves: the bill came to more, within the tolerance."""
        return self.quote.total - self.quote.payable


@dataclass(frozen=True)
class Account:
    """What is owed for a pipe change: `owed_back` is what was paid above the final bill."""

    charges: list[FeeCharge]
    payable: Decimal | None

    @property
    def unpaid(self) -> list[FeeCharge]:
        return [charge for charge in self.charges if not charge.is_paid]

    @property
    def to_pay(self) -> Decimal:
        return quoting.sum_of(charge.amount for charge in self.unpaid)

    @property
    def paid(self) -> Decimal:
        return quoting.sum_of(charge.amount for charge in self.charges if charge.is_paid)

    @property
    def owed_back(self) -> Decimal:
        over = self.paid - self.payable if self.payable is not None else quoting.NOTHING
        return max(over, quoting.NOTHING)


def quotes_of(case: Case) -> QuerySet[Quote]:
    """Give the versions of a case, the newest first."""
    return Quote.objects.filter(case=case).select_related("rule", "sent_by", "made_by").order_by("-version")


def sheet_of(quote: Quote) -> Sheet:
    lines = list(quote.lines.select_related("fee"))
    return Sheet(quote, lines, list(quote.discounts.select_related("rule")))


def account_of(charges: Iterable[FeeCharge], quotes: Iterable[Quote]) -> Account:
    """Reckon from what was charged by all versions what is owed; what was withdrawn counts for nothing."""
    standing = next((quote for quote in quotes if quote.state in STANDING), None)
    quoted = [charge for charge in charges if charge.is_quoted and not charge.is_void]
    return Account(quoted, standing.payable if standing else None)


def is_quoted(order: WorkOrder) -> bool:
    """Whether an order is work for a price that its customer has accepted."""
    accepted = Quote.objects.filter(case=order.case_id, state=QuoteState.ACCEPTED)
    return order.kind == Purpose.PIPE_WORK and accepted.exists()
