"""What runs on a timer."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from billing.actions.arrears import climb_arrears
from billing.actions.mailing import tell_of_bills as tell_some_bills
from billing.actions.plans import watch_plans

# A run of bills leaves the worker to others between its turns.
TURN = timedelta(seconds=8)


@shared_task(name="billing.tell_of_bills")
def tell_of_bills(**kwargs) -> None:
    """Tell customers that their bills are there, portion after portion; another worker may do so beside us."""
    end = timezone.now() + TURN
    while (at := timezone.now()) < end and tell_some_bills(at=at):
        pass


@shared_task(name="billing.climb_arrears")
def climb_all_arrears(**kwargs) -> None:
    """See which plans were kept, then take the steps about debts until none is left; another worker may do so too."""
    at, after = timezone.now(), 0
    while after := watch_plans(at=at, after=after):
        pass
    while climb_arrears(at=at):
        pass
