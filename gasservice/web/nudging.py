"""Asking a sweep to run now, where seconds matter; without the nudge it runs on its timer."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def nudge(task: str) -> None:
    """Ask for a task by its name; when nobody can be asked, the timer will do."""
    try:
        current_app.send_task(task, retry=False, ignore_result=True, expires=60)
    except OperationalError as error:
        log.warning("%s waits for its timer: %s", task, error)
