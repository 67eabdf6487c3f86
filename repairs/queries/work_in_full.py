"""Work orders with when somebody comes and the quote they go by, as programs read them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Subquery

from gasservice.cases.models import Appointment, Case
from gasservice.standards.terms import Purpose
from repairs.models import Quote, QuoteDiscount, QuoteLine, WorkOrder
from repairs.queries.orders import ToldOrder, told_order
from repairs.queries.quotes import quotes_of
from repairs.terms import STANDING

QUOTED = (Purpose.SURVEY, Purpose.PIPE_WORK)


@dataclass(frozen=True)
class OrderInFull(ToldOrder):
    """An order as it is told, with its appointments and its quote."""

    appointments: list[Appointment]
    quote: Quote | None


def orders_in_full(case: Case, orders: Sequence[WorkOrder]) -> list[OrderInFull]:
    """Tell orders of a case that are loaded with their work; four queries more, however many."""
    appointments = appointments_for(case, orders)
    quotes = quotes_sent(case) if any(order.kind in QUOTED for order in orders) else []
    return [in_full(order, appointments[order.pk], quote_of(order, quotes)) for order in orders]


def in_full(order: WorkOrder, appointments: list[Appointment], quote: Quote | None) -> OrderInFull:
    told = told_order(order)
    return OrderInFull(told.order, told.visits, told.lines, appointments, quote)


def appointments_for(case: Case, orders: Sequence[WorkOrder]) -> dict[int, list[Appointment]]:
    """Sort the appointments of a case to the orders they were agreed for.

    One order of a kind is open at a time, so each is for the latest that was open when it was agreed.
    """
    open_then = WorkOrder.objects.filter(
        case=OuterRef("case"), kind=OuterRef("purpose"), opened_at__lte=OuterRef("booked_at")
    )
    latest = Subquery(open_then.order_by("-opened_at", "-pk").values("pk")[:1])
    sorted_out: dict[int, list[Appointment]] = defaultdict(list)
    for row in case.appointments.annotate(order_id=latest).filter(order_id__in=[order.pk for order in orders]):
        sorted_out[row.order_id].append(row)
    return sorted_out


def quotes_sent(case: Case) -> list[Quote]:
    lines = Prefetch("lines", QuoteLine.objects.select_related("fee", "charge"))
    discounts = Prefetch("discounts", QuoteDiscount.objects.select_related("rule"))
    return list(quotes_of(case).shown().prefetch_related(lines, discounts))


def quote_of(order: WorkOrder, quotes: Sequence[Quote]) -> Quote | None:
    """Give the quote that was made from a survey, or that pipe work is charged by; `quotes` have the newest first."""
    match order.kind:
        case Purpose.SURVEY:
            return next((quote for quote in quotes if not quote.is_final), None)
        case Purpose.PIPE_WORK:
            return next((quote for quote in quotes if quote.state in STANDING), None)
    return None
