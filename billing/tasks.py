"""What runs on a timer."""

from celery import shared_task
from django.utils import timezone

from billing.actions.arrears import climb_arrears
from billing.actions.plans import watch_plans


@shared_task(name="billing.climb_arrears")
def climb_all_arrears(**kwargs) -> None:
    """See which plans were kept, then take the steps about debts until none is left; another worker may do so too."""
    at, after = timezone.now(), 0
    while after := watch_plans(at=at, after=after):
        pass
    while climb_arrears(at=at):
        pass
