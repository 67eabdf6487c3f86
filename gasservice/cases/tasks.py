"""What runs on a timer."""

from celery import shared_task
from django.utils import timezone

from gasservice.cases.actions.asking import ask_about_outages, ask_about_visits
from gasservice.cases.actions.call_backs import draw_call_backs
from gasservice.cases.actions.climbing import BATCH
from gasservice.cases.actions.drafting import forget_drafts
from gasservice.cases.actions.promises import escalate_due
from gasservice.cases.actions.settling import close_settled
from gasservice.cases.actions.telling import tell_escalations
from gasservice.cases.actions.visits import apologise_for_missed, remind_of_visits


@shared_task(name="cases.sweep_promises")
def sweep_promises(**kwargs) -> None:
    """Sweep until nothing is due, then tell each person once; another worker may sweep beside us."""
    at = timezone.now()
    while escalate_due(at=at).moved == BATCH:
        pass
    tell_escalations(at=at)


@shared_task(name="cases.tell_of_visits")
def tell_of_visits(**kwargs) -> None:
    """Remind of visits that are near, and apologise for those that nobody came to."""
    at = timezone.now()
    remind_of_visits(at=at)
    apologise_for_missed(at=at)


@shared_task(name="cases.close_settled")
def close_settled_cases(**kwargs) -> None:
    close_settled(at=timezone.now())


@shared_task(name="cases.forget_drafts")
def forget_old_drafts(**kwargs) -> None:
    forget_drafts(at=timezone.now())


@shared_task(name="cases.ask_how_it_was")
def ask_how_it_was(**kwargs) -> None:
    """Ask about visits and outages of a day ago."""
    at = timezone.now()
    ask_about_visits(at=at)
    ask_about_outages(at=at)


@shared_task(name="cases.draw_call_backs")
def draw_calls(**kwargs) -> None:
    """Draw closed cases that are called back; another worker may draw for other teams beside us."""
    draw_call_backs(at=timezone.now())
