"""What runs on a timer."""

from celery import shared_task
from django.utils import timezone

from gasservice.oversight.actions.recounting import count_accounts, recount_changed
from gasservice.oversight.actions.releasing import publish_figures
from gasservice.oversight.actions.summaries import send_summaries


@shared_task(name="oversight.recount_changed")
def recount_changes(**kwargs) -> None:
    """Count anew until nothing waits; another worker may do so beside us."""
    while recount_changed():
        pass


@shared_task(name="oversight.count_accounts")
def count_accounts_served(**kwargs) -> None:
    count_accounts(at=timezone.now())


@shared_task(name="oversight.publish_figures")
def publish_what_is_over(**kwargs) -> None:
    publish_figures(at=timezone.now())


@shared_task(name="oversight.send_summaries")
def send_weekly_summaries(**kwargs) -> None:
    send_summaries(at=timezone.now())
