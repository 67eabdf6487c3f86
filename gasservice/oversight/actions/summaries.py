"""The summary of the week, for those who ask for it."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from gasservice.notices.actions import tell
from gasservice.notices.terms import Recipient
from gasservice.oversight.access import sees_all, teams_overseen
from gasservice.oversight.lines import Line
from gasservice.oversight.models import SummaryReader
from gasservice.oversight.periods import months_to
from gasservice.oversight.queries.behind import backlog_by_age
from gasservice.oversight.queries.figures import SHOWN, Cut, figures_of
from gasservice.oversight.terms import Age
from gasservice.oversight.words import say_share
from gasservice.users.models import User

MONDAY_MORNING = time(8)


def ask_for_summary(*, by: User, at: datetime) -> None:
    SummaryReader.objects.get_or_create(user=by, defaults={"asked_at": at})


def decline_summary(*, by: User) -> None:
    SummaryReader.objects.filter(user=by).delete()


def send_summaries(*, at: datetime) -> int:
    """Send the summary of this week to everybody who asked and has not had it; give how many got it now.

    It is made from Monday at eight on, whenever a worker comes to it.
    """
    monday = last_monday(at)
    waiting = SummaryReader.objects.exclude(sent_for=monday).values_list("pk", flat=True)
    return sum(send_summary(pk, monday, at) for pk in list(waiting))


def last_monday(at: datetime) -> date:
    """Give the Monday of the latest week that has come to eight o’clock of it."""
    begun = timezone.localtime(at) - timedelta(hours=MONDAY_MORNING.hour)
    return begun.date() - timedelta(days=begun.weekday())


@transaction.atomic
def send_summary(pk: int, monday: date, at: datetime) -> bool:
    """Send one person theirs; who sends it beside us is left to it, and whoever oversees nothing any more gets none."""
    mine = SummaryReader.objects.select_for_update(skip_locked=True, of=("self",)).select_related("user")
    reader = mine.filter(pk=pk).exclude(sent_for=monday).first()
    if reader is None:
        return False
    SummaryReader.objects.filter(pk=pk).update(sent_for=monday)
    try:
        facts = summary_of(reader.user, at) | {"day": monday}
    except Http404:
        return False
    to = [Recipient(user=reader.user, link=reverse("dashboard"))]
    tell(key=f"weekly-summary:{reader.user_id}:{monday}", topic="weekly-summary", to=to, facts=facts, at=at)
    return True


def summary_of(user: User, at: datetime) -> dict[str, object]:
    """Give how those teams are doing that somebody oversees: this month so far, last month, and what is open now."""
    overseen = teams_overseen(user)
    teams = None if sees_all(user) else frozenset(team.pk for team in overseen)
    period = months_to(timezone.localdate(at), 1)
    cut, before = (Cut(of, teams=teams) for of in (period, period.before))
    ages = backlog_by_age(cut, at)
    return {
        "month": month_facts(figures_of(cut, only=SHOWN)),
        "before": month_facts(figures_of(before, only=SHOWN)),
        "open_now": sum(ages.values()),
        "oldest": ages[Age.OLDER],
    }


def month_facts(line: Line) -> dict[str, object]:
    """Give the figures of a month, the shares as they are said in every language."""
    return {
        "opened": line.opened,
        "resolved": line.resolved,
        "decided": line.promises.of,
        "kept": say_share(line.promises),
        "answers": line.satisfaction.of,
        "satisfied": say_share(line.satisfaction),
    }
