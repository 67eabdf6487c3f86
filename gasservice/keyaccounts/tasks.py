"""What runs on a timer; the statistics are imported here alone, where no page is served."""

from celery import shared_task
from django.utils import timezone

from gasservice.web.portions import portion_by_portion


@shared_task(name="keyaccounts.watch")
def watch_all_key_accounts(**kwargs) -> None:
    """Mark the large accounts, then look at all key accounts once a day; another worker may do so beside us."""
    from gasservice.keyaccounts.actions.sweeping import mark_large_accounts, watch_key_accounts

    mark_large_accounts(at=timezone.now())
    portion_by_portion(watch_key_accounts)
