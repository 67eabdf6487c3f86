"""What runs on a timer; the statistics are imported here alone, where no page is served."""

from celery import shared_task
from django.utils import timezone

from gasservice.keyaccounts.actions.telling import remind_of_warnings, tell_of_warnings
from gasservice.web.portions import portion_by_portion


@shared_task(name="keyaccounts.watch")
def watch_all_key_accounts(**kwargs) -> None:
    """Mark the large accounts, then look at all key accounts once a day; another worker may do so beside us."""
    from gasservice.keyaccounts.actions.sweeping import mark_large_accounts, watch_key_accounts

    mark_large_accounts(at=timezone.now())
    portion_by_portion(watch_key_accounts)


@shared_task(name="keyaccounts.tell")
def tell_of_all_warnings(**kwargs) -> None:
    """Tell of warnings that are new, and bring to mind those that wait long."""
    portion_by_portion(tell_of_warnings)
    portion_by_portion(remind_of_warnings)
