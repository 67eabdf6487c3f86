"""What runs on a timer."""

from celery import shared_task
from django.utils import timezone

from repairs.actions.answers import expire_quotes
from repairs.actions.pipe_work import follow_finished_work, follow_payments


@shared_task(name="repairs.follow_pipe_changes")
def follow_pipe_changes(**kwargs) -> None:
    """Let pipe changes go on by what was paid, done, or never answered; another worker may do so beside us."""
    at = timezone.now()
    follow_payments()
    follow_finished_work(at=at)
    expire_quotes(at=at)
