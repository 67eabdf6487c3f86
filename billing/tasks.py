"""What runs on a timer; whatever another worker does beside us is left to it."""

from celery import shared_task
from django.utils import timezone

from billing.actions.arrears import climb_arrears
from billing.actions.collection_doors import end_missed_visits
from billing.actions.disputes import settle_ended_holds
from billing.actions.fee_bills import bill_fees
from billing.actions.fee_following import follow_fees
from billing.actions.mailing import tell_of_bills
from billing.actions.plans import watch_plans
from billing.actions.redress import credit_redress
from billing.actions.supply_telling import tell_of_supply
from gasservice.web.portions import portion_by_portion


@shared_task(name="billing.tell_of_bills")
def tell_of_all_bills(**kwargs) -> None:
    """Tell customers that their bills are there."""
    portion_by_portion(tell_of_bills)


@shared_task(name="billing.bill_fees")
def bill_all_fees(**kwargs) -> None:
    """Bill the fees that wait for it."""
    portion_by_portion(bill_fees)


@shared_task(name="billing.follow_fees")
def follow_all_fees(**kwargs) -> None:
    """Follow what was paid and withdrawn of fees that were billed."""
    portion_by_portion(follow_fees)


@shared_task(name="billing.credit_redress")
def credit_all_redress(**kwargs) -> None:
    """Credit redress to the bills it is due on."""
    portion_by_portion(credit_redress)


@shared_task(name="billing.end_missed_visits")
def end_all_missed_visits(**kwargs) -> None:
    """End the visits to collect that nobody closed."""
    portion_by_portion(end_missed_visits)


@shared_task(name="billing.tell_of_supply")
def tell_of_all_supply(**kwargs) -> None:
    """Tell holders that their gas was stopped or opened."""
    portion_by_portion(tell_of_supply)


@shared_task(name="billing.settle_ended_holds")
def settle_holds(**kwargs) -> None:
    """Let money that waits pay what is not disputed any more."""
    settle_ended_holds(at=timezone.now())


@shared_task(name="billing.climb_arrears")
def climb_all_arrears(**kwargs) -> None:
    """See which plans were kept, then take the steps about debts until none is left; another worker may do so too."""
    at, after = timezone.now(), 0
    while after := watch_plans(at=at, after=after):
        pass
    while climb_arrears(at=at):
        pass
