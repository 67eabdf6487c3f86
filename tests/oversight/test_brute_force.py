"""The figures, counted again row by row in plain Python over histories drawn by chance."""

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy
import pytest

from gasservice.cases.models import Case, Commitment, SurveyInvitation, SurveyResponse
from gasservice.oversight.queries import Cut, cases_behind, figures, months_to
from gasservice.oversight.rules import Period
from gasservice.oversight.terms import Figure
from tests.oversight.conftest import NOW

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
LAST = NOW.astimezone(SHANGHAI).date()
DOORS = ["complaints", "billing", "repairs"]


@pytest.fixture(params=[1, 2, 3])
def history(request, opened, promised, rated):
    """Make a hundred cases with promises in every state and answers, around the edges of four months."""
    chance = random.Random(request.param)
    for _number in range(100):
        at = NOW - timedelta(hours=chance.randrange(24 * 120))
        case = opened(chance.choice(["north", "south"]), chance.choice(DOORS), at, chance.choice(["open", "waiting"]))
        for promise in chance.sample(["acknowledged", "first_answer", "resolution"], chance.randrange(4)):
            promised(case=case, promise=promise, **state(chance, at))
        if chance.random() < 0.5:
            asked = at + timedelta(hours=chance.randrange(200))
            answered = asked + timedelta(hours=chance.randrange(200))
            rated(chance.choice([None, 1, 3, 4, 5]), at=answered, sent=asked, case=case)
    return chance


def state(chance: random.Random, started: datetime) -> dict[str, datetime]:
    due = started + timedelta(hours=chance.randrange(1, 240))
    moment = due + timedelta(hours=chance.randrange(-24, 24))
    facts = {"started_at": started, "due": due}
    if moment > due and chance.random() < 0.5:
        facts["missed_at"] = due
    end = chance.choice(["met_at", "ended_at", "paused_at", None])
    if end == "met_at":
        facts |= {"met_at": max(moment, started)}
    elif end:
        facts |= {end: moment}
    return facts


def verdict(row: Commitment) -> str:
    if row.due_at >= NOW:
        return "not due"
    if row.met_at:
        return "kept" if row.met_at <= row.due_at else "missed"
    if row.ended_at:
        return "missed" if row.missed_at else "not needed"
    return "not ticking" if row.paused_at and not row.missed_at else "open_late"


def in_period(moment: datetime, period: Period) -> bool:
    return period.since <= moment.astimezone(SHANGHAI).date() < period.until


def counted(period: Period, belongs) -> dict[str, object]:
    """Count what `belongs` to a line: a function of the case (None for all)."""
    promises = [row for row in Commitment.objects.select_related("case") if belongs(row.case)]
    asked = [row for row in SurveyInvitation.objects.select_related("case", "response") if belongs(row.case)]
    answers = [row for row in SurveyResponse.objects.select_related("invitation__case") if belongs(row.invitation.case)]
    due = [verdict(row) for row in promises if in_period(row.due_at, period)]
    given = [row.score for row in answers if in_period(row.answered_at, period)]
    put = [row for row in asked if in_period(row.sent_at, period)]
    return {
        "kept": due.count("kept"),
        "missed": due.count("missed"),
        "open_late": due.count("open_late"),
        "answers": len(given),
        "satisfied": len([score for score in given if score >= 4]),
        "asked": len(put),
        "replied": len([row for row in put if hasattr(row, "response")]),
        "opened": len([case for case in Case.objects.all() if belongs(case) and in_period(case.opened_at, period)]),
        "first_answer": waits(promises, "first_answer", period),
        "resolution": waits(promises, "resolution", period),
    }


def waits(promises: list[Commitment], promise: str, period: Period):
    met = [row for row in promises if row.promise == promise and row.met_at and in_period(row.met_at, period)]
    took = [(row.met_at - row.started_at).total_seconds() for row in met]
    return (len(took), *(numpy.quantile(took, [0.5, 0.9]) if took else (None, None)))


def check(line, expected) -> None:
    for name in ("kept", "missed", "open_late", "answers", "satisfied", "asked", "replied", "opened"):
        assert getattr(line, name) == expected[name], name
    for name in ("first_answer", "resolution"):
        found, (n, median, p90) = getattr(line, name), expected[name]
        assert found.n == n
        if n:
            assert found.median.total_seconds() == pytest.approx(median, abs=0.001)
            assert found.p90.total_seconds() == pytest.approx(p90, abs=0.001)


def test_it_counts_what_a_patient_person_would_count(history):
    for days in (7, 45, 120):
        period = Period(LAST - timedelta(days=days), LAST + timedelta(days=1))
        found = figures(since=period.since, until=period.until, at=NOW)

        check(found.whole, counted(period, lambda case: True))
        for line in found.doors:
            check(line, counted(period, lambda case, door=line.key: case.door == door))
        for line in found.teams:
            check(line, counted(period, lambda case, team=line.key: case.team_id == team))


def test_it_counts_each_month_of_one_door_alike(history):
    for line in months_to(last=LAST, door="repairs", at=NOW)[-4:]:
        first_of_next = (line.key + timedelta(days=31)).replace(day=1)
        period = Period(line.key, min(first_of_next, LAST + timedelta(days=1)))

        check(line, counted(period, lambda case: case.door == "repairs"))


def test_the_cases_behind_a_figure_are_as_many_as_it_counts(history):
    period = Period(LAST - timedelta(days=45), LAST + timedelta(days=1))
    cut = Cut(period, NOW)
    promises = [row for row in Commitment.objects.select_related("case") if in_period(row.due_at, period)]

    for figure, verdicts in ((Figure.MISSED, {"missed", "open_late"}), (Figure.OPEN_LATE, {"open_late"})):
        expected = {row.case for row in promises if verdict(row) in verdicts}
        assert set(cases_behind(figure, cut)) == expected
