"""What runs on a timer."""

import time
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from gasservice.notices import actions
from gasservice.notices.queries import is_anything_due

# A large mailing leaves the worker to others between its turns.
TURN = timedelta(seconds=8)
PAUSE = 0.2  # seconds


@shared_task(name="notices.send_waiting")
def send_waiting(**kwargs) -> None:
    """Send what waits, batch after batch; another worker may send beside us."""
    end = timezone.now() + TURN
    while (at := timezone.now()) < end:
        if not actions.send_waiting(at=at):
            if not is_anything_due(at):
                break
            time.sleep(PAUSE)  # the provider takes no more in this second; nothing is claimed meanwhile
