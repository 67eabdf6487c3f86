"""What runs on a timer."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from billing.actions.disputes import settle_ended_holds
from billing.actions.mailing import tell_of_bills as tell_some_bills

# A run of bills leaves the worker to others between its turns.
TURN = timedelta(seconds=8)


@shared_task(name="billing.tell_of_bills")
def tell_of_bills(**kwargs) -> None:
    """Tell customers that their bills are there, portion after portion; another worker may do so beside us."""
    end = timezone.now() + TURN
    while (at := timezone.now()) < end and tell_some_bills(at=at):
        pass


@shared_task(name="billing.settle_ended_holds")
def settle_holds(**kwargs) -> None:
    """Let money that waits pay what is not disputed any more."""
    settle_ended_holds(at=timezone.now())
