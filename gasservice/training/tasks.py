"""What training does on a timer."""

from celery import shared_task
from django.utils import timezone

from gasservice.training.actions.drawing import draw_work


@shared_task(name="training.draw_work")
def draw_work_of_last_month(**kwargs) -> None:
    """Draw what is to be scored of last month, unless it was drawn."""
    draw_work(at=timezone.now())
