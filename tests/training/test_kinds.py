"""Evidence by kind of case: promises and ratings of a person on a kind, against their team's on it."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from gasservice.oversight.actions.sums import rebuild_totals
from gasservice.oversight.models import Fact
from gasservice.oversight.periods import Period
from gasservice.oversight.queries.figures import Cut
from gasservice.oversight.queries.handlers import facts_of_handlers
from gasservice.training.actions.courses import mark_attendance
from gasservice.training.models import Course
from gasservice.training.queries.comparing import courses_compared
from gasservice.training.queries.people import months_counted, people_lines
from gasservice.training.telling import changed_rows, say_evidence
from gasservice.training.terms import Figure
from tests.cases.conftest import MONDAY_NINE, three
from tests.training.test_courses import DAY, enrol, session_on

pytestmark = pytest.mark.django_db
NOVEMBER, OCTOBER, AUGUST = date(2026, 11, 1), date(2026, 10, 1), date(2026, 8, 1)
LATE = ("complaints", "late-charge")


def counted(person, kind=LATE, month=NOVEMBER, **numbers) -> None:
    """Write what the cases of somebody counted for: kept=4, missed=16, score5=3 and so on."""
    door, code = kind
    for n, (what, number) in enumerate(numbers.items()):
        where = {"bin": int(what[-1]), "measure": "score"} if what.startswith("score") else {"bin": 0, "measure": what}
        promise = "" if what.startswith("score") else "resolution"
        Fact.objects.create(
            source="case", source_id=Fact.objects.count() + n, month=month, door=door, kind=code, team=person.team_id,
            district=0, channel="web", handler=person.pk, promise=promise, n=number, **where,
        )  # fmt: skip


@pytest.fixture
def kind_course(kind, rule):
    texts = {**three("name", "Late charges"), **three("text", "How they come about")}
    return Course.objects.create(code="late", kind_codes=["complaints/late-charge"], **texts)


def line_now(person):
    with transaction.atomic():
        rebuild_totals()
    [line] = people_lines([person], months_counted(MONDAY_NINE.date()), MONDAY_NINE)
    return line


def test_promises_missed_on_a_kind_ask_for_its_course(cast, kind_course):
    counted(cast["alice"], kept=4, missed=12, open_late=4)
    counted(cast["bob"], kept=40)

    [(course, evidence)] = line_now(cast["alice"]).suggested.items()

    assert (course, evidence.figure) == (kind_course, Figure.PROMISES)
    assert (evidence.own.part, evidence.own.of, evidence.team.part, evidence.team.of) == (4, 20, 44, 60)
    assert say_evidence(evidence, {("kind", "complaints/late-charge"): "Late charge"}) == (
        "“Late charge”: 4 of 20 promises kept (20.0%, 95% sure: 8.1 to 41.6%)."
        " Even the upper end lies below the team’s 73.3%."
    )
    assert line_now(cast["bob"]).suggested == {}


def test_unhappy_customers_of_a_kind_ask_for_it_and_the_wider_gap_speaks(cast, kind_course):
    counted(cast["alice"], kept=9, missed=11, score1=12, score4=1)
    counted(cast["bob"], kept=40, score5=30)

    evidence = line_now(cast["alice"]).suggested[kind_course]

    assert evidence.figure == Figure.SATISFACTION
    assert (evidence.own.part, evidence.own.of) == (1, 13)


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        (LATE, {"kept": 0, "missed": 9}),  # too few
        (("billing", "late-charge"), {"missed": 30}),  # the same code behind another door
        (("complaints", "outage"), {"missed": 30}),
        (LATE, {"kept": 15, "missed": 5}),  # the interval reaches the team's share
    ],
)
def test_too_few_another_kind_or_chance_ask_for_nothing(cast, kind_course, kind, numbers):
    counted(cast["alice"], kind, **numbers)
    counted(cast["bob"], kept=30, missed=6)

    assert line_now(cast["alice"]).suggested == {}


def test_a_month_before_the_period_and_work_in_another_team_do_not_count(cast, kind_course, team):
    counted(cast["alice"], month=date(2026, 3, 1), missed=30)
    counted(cast["bob"], kept=30)

    assert line_now(cast["alice"]).suggested == {}


def test_before_and_after_a_course_about_a_kind_are_of_that_kind(cast, kind_course):
    alice = cast["alice"]
    counted(alice, month=AUGUST, kept=2, missed=18, score2=10)
    counted(alice, month=NOVEMBER, kept=19, missed=1, score5=11)
    counted(alice, ("complaints", "outage"), month=NOVEMBER, missed=200)
    held = session_on(kind_course, cast["sun"], MONDAY_NINE - 33 * DAY)
    row = enrol(held, alice, cast["sun"], at=MONDAY_NINE - 34 * DAY)
    mark_attendance(enrolment=row, attended=True, by=cast["sun"], at=MONDAY_NINE)

    [changed] = courses_compared(alice, MONDAY_NINE)
    promises = changed.figures[Figure.PROMISES]

    assert (promises.before.part, promises.before.of, promises.after.part, promises.after.of) == (2, 20, 19, 20)
    assert [row[0] for row in changed_rows(changed)][1:] == [
        "Satisfaction on its kinds of case",
        "Promises kept on its kinds of case",
    ]
    assert [row[-1] for row in changed_rows(changed)][1:] == ["Better: the intervals do not touch."] * 2


def test_the_page_of_a_person_shows_each_kind(client, cast, kind_course):
    month = (date.today() - timedelta(days=1)).replace(day=1)  # noqa: DTZ011  a month that counts
    counted(cast["alice"], month=month, kept=4, missed=16)
    counted(cast["bob"], month=month, kept=40)
    with transaction.atomic():
        rebuild_totals()
    client.force_login(cast["alice"])

    text = client.get(reverse("person", args=[cast["alice"].pk])).text

    assert "Kinds of case that courses are about" in text
    assert "4 of 20 promises kept" in text


def test_facts_of_handlers_are_read_by_their_index(cast):
    cut = Cut(Period(OCTOBER, date(2026, 12, 1)), teams=frozenset({cast["alice"].team_id}))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "fact_of_handler" in facts_of_handlers(cut, [cast["alice"].pk], {LATE}).explain()
