"""What runs on a timer."""

from celery import shared_task
from django.utils import timezone

from gasservice.web.portions import portion_by_portion
from repairs.actions.answers import expire_quotes
from repairs.actions.connection_surveys import ask_about_connections
from repairs.actions.milestones import watch_milestones
from repairs.actions.outage_counting import count_draft
from repairs.actions.outage_mailings import make_mailings
from repairs.actions.outage_sweep import sweep_outages as sweep
from repairs.actions.pipe_work import follow_finished_work, follow_payments


@shared_task(name="repairs.make_outage_mailings")
def make_outage_mailings(**kwargs) -> None:
    """Make the deliveries of what is told of outages, portion after portion; another worker may do so beside us."""
    portion_by_portion(make_mailings)


@shared_task(name="repairs.count_outage_drafts")
def count_outage_drafts(**kwargs) -> None:
    """Count whom drafts hit, one after the other; another worker may do so beside us."""
    portion_by_portion(count_draft)


@shared_task(name="repairs.sweep_outages")
def sweep_outages(**kwargs) -> None:
    """Remind, tell of delays, ask about starts and owe redress; another worker may sweep beside us."""
    sweep(at=timezone.now())


@shared_task(name="repairs.follow_pipe_changes")
def follow_pipe_changes(**kwargs) -> None:
    """Let pipe changes go on by what was paid, done, or never answered; another worker may do so beside us."""
    at = timezone.now()
    follow_payments()
    follow_finished_work(at=at)
    expire_quotes(at=at)


@shared_task(name="repairs.watch_milestones")
def watch_all_milestones(**kwargs) -> None:
    """Remind and tell until nothing is left to see; another worker may watch beside us."""
    at = timezone.now()
    while watch_milestones(at=at):
        pass


@shared_task(name="repairs.ask_about_connections")
def ask_about_new_connections(**kwargs) -> None:
    ask_about_connections(at=timezone.now())
