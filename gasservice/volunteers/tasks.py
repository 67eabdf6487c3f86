"""What is done for volunteers on a timer."""

from celery import shared_task
from django.utils import timezone

from gasservice.cases.actions.climbing import BATCH
from gasservice.volunteers.actions.checks import draw_checks
from gasservice.volunteers.actions.climbing import escalate_observations, tell_late_observations
from gasservice.volunteers.actions.vetting import end_terms
from gasservice.volunteers.rules import month_before


@shared_task(name="volunteers.draw_checks")
def draw_month(**kwargs) -> None:
    """End the terms that are over, and draw from the month before for whoever has not been drawn for."""
    now = timezone.now()
    today = timezone.localdate(now)
    end_terms(day=today)
    draw_checks(month=month_before(today), day=today, at=now)


@shared_task(name="volunteers.sweep_observations")
def sweep_observations(**kwargs) -> None:
    """Sweep until nothing is due, then tell each person once; another worker may sweep beside us."""
    at = timezone.now()
    while escalate_observations(at=at).moved == BATCH:
        pass
    tell_late_observations(at=at)
