"""What is done for volunteers on a timer."""

from celery import shared_task
from django.utils import timezone

from gasservice.volunteers.actions.checks import draw_checks
from gasservice.volunteers.actions.vetting import end_terms
from gasservice.volunteers.rules import month_before


@shared_task(name="volunteers.draw_checks")
def draw_month(**kwargs) -> None:
    """End the terms that are over, and draw from the month before for whoever has not been drawn for."""
    now = timezone.now()
    today = timezone.localdate(now)
    end_terms(day=today)
    draw_checks(month=month_before(today), day=today, at=now)
