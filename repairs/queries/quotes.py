"""A quote as it is read and printed."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from gasservice.cases.models import Case
from gasservice.standards.terms import Purpose
from repairs import quoting
from repairs.models import Quote, QuoteDiscount, QuoteLine, WorkOrder
from repairs.terms import QuoteState


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


def quotes_of(case: Case) -> QuerySet[Quote]:
    """Give the versions of a case, the newest first."""
    return Quote.objects.filter(case=case).select_related("rule", "sent_by", "made_by").order_by("-version")


def sheet_of(quote: Quote) -> Sheet:
    lines = list(quote.lines.select_related("fee"))
    return Sheet(quote, lines, list(quote.discounts.select_related("rule")))


def net_lines(quote: Quote) -> list[tuple[QuoteLine, Decimal]]:
    """Spread what is not owed, the discount and what we bear ourselves, over the lines."""
    lines = list(quote.lines.select_related("fee"))
    shares = quoting.shares_of(quote.fees - quote.payable, [line.amount for line in lines])
    return [(line, line.amount - share) for line, share in zip(lines, shares, strict=True)]


def is_quoted(order: WorkOrder) -> bool:
    """Whether an order is work for a price that its customer has accepted."""
    accepted = Quote.objects.filter(case=order.case_id, state=QuoteState.ACCEPTED)
    return order.kind == Purpose.PIPE_WORK and accepted.exists()
