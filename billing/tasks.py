"""What runs on a timer."""

from celery import shared_task
from django.utils import timezone

from billing.actions.fee_bills import bill_fees
from billing.actions.fee_following import follow_fees
from billing.actions.redress import credit_redress


@shared_task(name="billing.bill_fees")
def bill_all_fees(**kwargs) -> None:
    """Bill fees until none waits; another worker may do so beside us."""
    at = timezone.now()
    while bill_fees(at=at):
        pass


@shared_task(name="billing.follow_fees")
def follow_all_fees(**kwargs) -> None:
    """Follow what was paid and withdrawn until nothing is left to note; another worker may do so beside us."""
    at = timezone.now()
    while follow_fees(at=at):
        pass


@shared_task(name="billing.credit_redress")
def credit_all_redress(**kwargs) -> None:
    """Credit redress until none is due; another worker may do so beside us."""
    at = timezone.now()
    while credit_redress(at=at):
        pass
