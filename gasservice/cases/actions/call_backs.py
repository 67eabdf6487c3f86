"""Calling some back after the closing: drawn for each team and month, and called by somebody who had no part in it."""

from datetime import date, datetime
from math import ceil

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.access import CALL_TAKEN_FOR, not_of_handlers
from gasservice.cases.actions.follow_ups import UNHAPPY, open_follow_up
from gasservice.cases.actions.story import record_event
from gasservice.cases.models import CallBack, Case
from gasservice.cases.terms import CallOutcome, EventKind, Status
from gasservice.registry.access import midnight
from gasservice.registry.queries.samples import in_drawn_order
from gasservice.standards.clock import months_after
from gasservice.standards.models import SurveyRule
from gasservice.standards.queries import survey_rule_on
from gasservice.users.models import Team, User
from gasservice.web.refusals import Refusal


class NotYoursToCall(Refusal):
    """Somebody else has the call, or it was made."""


def draw_call_backs(*, at: datetime) -> int:
    """Draw the share of closed cases of this month and the last that is to be called back; give how many are new."""
    today = timezone.localdate(at)
    rule = survey_rule_on(today)
    if rule is None:
        return 0
    months = (months_after(today.replace(day=1), -1), today.replace(day=1))
    teams = Team.objects.order_by("pk").values_list("pk", flat=True)
    return sum(draw_of_team(team, month, rule, at) for team in teams for month in months)


@transaction.atomic
def draw_of_team(team_id: int, month: date, rule: SurveyRule, at: datetime) -> int:
    """Draw what a team's month still lacks; another worker that draws for the team is left to it."""
    held = Team.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=team_id).first()
    if held is None:
        return 0
    since, until = midnight(month), midnight(months_after(month, 1))
    closed = Case.objects.filter(team=held, status=Status.CLOSED, closed_at__gte=since, closed_at__lt=until)
    closed = closed.filter(contact_phone__isnull=False, erased_at__isnull=True, merged_into__isnull=True)
    drawn = CallBack.objects.filter(team=held, month=month).count()
    wanted = ceil(closed.count() * rule.call_percent / 100) - drawn
    if wanted <= 0:
        return 0
    rows = in_drawn_order(closed.filter(call_back__isnull=True), f"{held.code} {month:%Y-%m}", "reference")
    facts = {"team": held, "month": month, "drawn_at": at}
    calls = [CallBack(case=case, handler_id=case.owner_id, **facts) for case in rows[:wanted]]
    return len(CallBack.objects.bulk_create(calls))


def take_call_back(*, call_back: CallBack, by: User, at: datetime) -> CallBack:
    """Take a call to make; of two who press at once one has it, and nobody who had the case."""
    free = Q(taken_by__isnull=True) | Q(taken_by=by) | Q(taken_at__lte=at - CALL_TAKEN_FOR)
    mine = CallBack.objects.filter(free, not_of_handlers(by), pk=call_back.pk, outcome="")
    if not mine.update(taken_by=by, taken_at=at):
        raise NotYoursToCall(_("Somebody else has taken this call."))
    return CallBack.objects.get(pk=call_back.pk)


@transaction.atomic
def record_call_back(
    *,
    call_back: CallBack,
    outcome: CallOutcome,
    by: User,
    at: datetime,
    score: int | None = None,
    is_solved: bool | None = None,
    words: str = "",
) -> CallBack:
    """Note how a call went; not reached, it goes back on the list until it was tried often enough."""
    case = Case.objects.select_for_update(of=("self",)).select_related("kind", "team").get(pk=call_back.case_id)
    held = CallBack.objects.select_for_update().get(pk=call_back.pk)
    if held.is_made or held.taken_by_id != by.pk:
        raise NotYoursToCall(_("Take the call first: somebody else may have made it."))
    held.tries += 1
    held.words = words
    if outcome == CallOutcome.NOT_REACHED and held.tries < tries_on(timezone.localdate(at)):
        held.taken_by, held.taken_at = None, None
        held.save()
        return held
    held.outcome, held.called_at = outcome, at
    if outcome == CallOutcome.REACHED:
        held.score, held.is_solved = score, is_solved
    held.save()
    record_event(case=case, kind=EventKind.CALLED_BACK, by=by, at=at, words=outcome)
    if held.score and held.score <= UNHAPPY:
        open_follow_up(case=case, at=at, call_back=held)
    return held


def tries_on(day: date) -> int:
    rule = survey_rule_on(day)
    return rule.call_tries if rule else 1
