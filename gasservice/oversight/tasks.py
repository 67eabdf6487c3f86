"""What runs on a timer."""

from celery import shared_task
from django.utils import timezone

from gasservice.oversight.actions.recounting import count_accounts, recount_changed


@shared_task(name="oversight.recount_changed")
def recount_changes(**kwargs) -> None:
    """Count anew until nothing waits; another worker may do so beside us."""
    while recount_changed():
        pass


@shared_task(name="oversight.count_accounts")
def count_accounts_served(**kwargs) -> None:
    count_accounts(at=timezone.now())
