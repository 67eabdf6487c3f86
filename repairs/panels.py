"""What the repairs door adds to the pages of a case."""

from django.urls import reverse

from gasservice.cases.models import Case
from gasservice.cases.panels import register_booking
from gasservice.standards.terms import Door
from repairs.queries.visits import orders_waiting


@register_booking
def choose_time_page(case: Case) -> str | None:
    """Lead to the page where a time is chosen while some work waits for a visit."""
    is_wanted = case.door == Door.REPAIRS and case.is_live and orders_waiting(case).exists()
    return reverse("choose-time", args=[case.reference]) if is_wanted else None
