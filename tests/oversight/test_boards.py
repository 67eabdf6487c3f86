"""Causes, teams and people, standards and escalations, and another allowance tried on what was promised."""

import csv
import re
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.models import Assignment, Case, CaseParticipant, Escalation, SurveyResponse
from gasservice.oversight.boards.people import surest
from gasservice.oversight.drawing import Named
from gasservice.oversight.lines import Line
from gasservice.oversight.queries.tried import last_quarter, tried
from gasservice.oversight.rules import Share
from gasservice.oversight.segmenting import words_counted
from gasservice.oversight.terms import Turn
from gasservice.standards.models import (
    CaseKind,
    OpeningSpan,
    PublishedYear,
    ServiceItem,
    ServiceStandard,
    SlaPolicy,
    WorkingCalendar,
)
from gasservice.users.models import Team
from tests.oversight.conftest import NOW, count, three
from tests.oversight.history import SINCE

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_for(client, cast, settings):
    settings.STAFF_SECOND_FACTOR = False

    def page_for(name, page, **asked):
        count()
        client.force_login(cast[name])
        return client.get(reverse(page), asked)

    return page_for


@pytest.fixture
def late(promised):
    now = timezone.now()
    moments = {"started_at": now - timedelta(days=2), "missed_at": now - timedelta(days=1)}
    return {team: promised(now - timedelta(days=1), team=team, **moments) for team in ("north", "south")}


def test_causes_stand_in_order_and_each_opens_its_cases(page_for, opened, client):
    now = timezone.now()
    for door, number in {"billing": 3, "repairs": 1}.items():
        for _case in range(number):
            opened(door=door, at=now)

    page = page_for("otto", "causes")

    first, second = page.context["pareto"]
    assert (first.name, first.value, first.share, first.dot) == ("Billing", "3", 0.75, 0.75)
    assert (second.share, second.dot) == (0.25, 1.0)
    assert "3 cases" in client.get(first.url).text


def test_a_cell_of_kind_and_team_says_what_was_missed(page_for, late, client):
    page = page_for("otto", "causes")
    (row,) = page.context["heat"]["rows"]

    assert [cell.count for cell in row.cells] == ["100%", "100%"]
    assert late["south"].case.reference in client.get(row.cells[1].url).text
    assert late["north"].case.reference not in client.get(row.cells[1].url).text
    (row,) = page_for("otto", "causes", cells="missed").context["heat"]["rows"]
    assert [cell.count for cell in row.cells] == ["1", "1"]


def test_words_of_the_unhappy_stand_when_several_wrote_them(page_for, rated, client):
    now = timezone.now()
    for words in ("师傅迟到两个小时", "又迟到了", "迟到还不道歉", "燃气表读数错了"):
        SurveyResponse.objects.filter(invitation=rated(1, at=now)).update(words=words)
    SurveyResponse.objects.filter(invitation=rated(5, at=now)).update(words="从不迟到")

    page = page_for("otto", "causes")

    assert [(word, n) for word, n, _url in page.context["words_said"]] == [("迟到", "3")]
    assert page.context["answers"] == 4
    assert "师傅迟到两个小时" not in page.text
    behind = client.get(page.context["words_said"][0][2])
    assert "3 in all" in behind.text
    assert "燃气表读数错了" not in behind.text


def test_words_are_counted_once_an_answer_in_either_language():
    counted = words_counted(["迟到，迟到，还是迟到", "The worker came late, very late", "late again"])

    assert counted == {"late": 2, "worker": 1, "迟到": 1}


@pytest.mark.parametrize(("name", "status"), [("ann", 404), ("otto", 404), ("carl", 404), ("sue", 200), ("lee", 200)])
def test_people_are_shown_to_those_who_lead_them_alone(page_for, name, status):
    assert page_for(name, "teams-and-people").status_code == status


def test_each_person_stands_with_load_and_quality(page_for, promised, cast, teams):
    now = timezone.now()
    late = promised(now - timedelta(days=1), team="south", missed_at=now - timedelta(days=1))
    given = {"case": late.case, "by": cast["sue"], "team": teams["south"], "owner": cast["sue"]}
    Assignment.objects.create(at=now - timedelta(days=3), **given)
    Case.objects.filter(pk=late.case_id).update(owner=cast["sue"])

    page = page_for("sue", "teams-and-people")

    (board,) = page.context["boards"]
    assert [row[:4] for row in board.table] == [["Sue", "1", "0", "0.0% (n 1)"]]
    assert [bar.tone for bar in board.kept] == ["past"]


def test_few_cases_make_nobody_first():
    few, many = (
        Named(name, name, Line("", {("kept", ""): {0: kept}, ("missed", ""): {0: missed}}))
        for name, kept, missed in (("few", 3, 0), ("many", 90, 10))
    )

    assert [one.name for one in surest([few, many], "promises")] == ["many", "few"]


def test_a_promise_that_no_published_service_makes_stands_apart(page_for, late, client):
    (service,) = page_for("otto", "standards-kept").context["services"]
    (row,) = service.rows

    assert (service.title, service.url) == ("No published service promises these", "")
    assert (row.kind, row.promise) == ("Complaints", "First answer")
    assert [number.words for _title, number in row.numbers[:4]] == ["0", "0", "2", "0.0%"]
    assert "2 cases" in client.get(row.numbers[2][1].url).text
    assert "2 cases" in client.get(service.numbers[3][1].url).text
    assert "No cases here" in client.get(row.numbers[2][1].url.replace("first_answer", "resolution")).text


@pytest.fixture
def policy(db):
    calendar = WorkingCalendar.objects.create(code="office", **three("name", "Office"))
    spans = [OpeningSpan(calendar=calendar, weekday=day, opens=540, closes=1020) for day in range(5)]
    OpeningSpan.objects.bulk_create(spans)
    PublishedYear.objects.create(calendar=calendar, year=NOW.year, source="test")
    standard = ServiceStandard.objects.create(code="all", **three("words", "W"), **three("basis", "B"), **SINCE)
    return SlaPolicy.objects.create(
        standard=standard, door="complaints", promise="first_answer", calendar=calendar, allowance=480,
        unit="working_minutes", warn_minutes=60, **SINCE,
    )  # fmt: skip


@pytest.fixture
def published(policy):
    """Publish the service whose promise the policy is."""
    texts = {name: "A" for part in ("summary", "who", "basis") for name in three(part, "A")}
    ServiceStandard.objects.update(service_code="answering")
    title = three("title", "Answering")
    return ServiceItem.objects.create(code="answering", door="complaints", kind_code="any", **title, **texts, **SINCE)


def test_kept_and_missed_stand_under_the_service_that_promises(page_for, promised, published, client):
    now = timezone.now()
    decided = {"started_at": now - timedelta(days=3), "met_at": now - timedelta(days=2)}
    for number in range(3):
        late = {"missed_at": now - timedelta(days=2, hours=1)} if number == 0 else {}
        promised(now - timedelta(days=2, hours=bool(late)), **decided | late)
    promised(now - timedelta(days=1), "resolution", missed_at=now - timedelta(days=1))

    answering, others = page_for("otto", "standards-kept").context["services"]

    assert (answering.title, answering.url) == ("Answering", reverse("service", args=["answering"]))
    assert [number.words for _title, number in answering.numbers[:4]] == ["2", "1", "0", "66.7%"]
    assert [number.words for _title, number in others.numbers[:4]] == ["0", "0", "1", "0.0%"]
    for (_title, number), cases in zip(answering.numbers, ["2 cases", "1 case", "", "3 cases"], strict=False):
        assert cases in (client.get(number.url).text if number.url else "")
    assert "1 case" in client.get(others.numbers[2][1].url).text
    rows = list(csv.DictReader(client.get(reverse("board-figures", args=["standards", "csv"])).text.splitlines()))
    assert [(row["service"], row["promises_kept"], row["missed"]) for row in rows] == [
        ("answering", "2", "1"), ("", "0", "0"),
    ]  # fmt: skip


def test_another_allowance_is_tried_on_the_last_quarter(promised, policy):
    monday = NOW.replace(month=10, day=19, hour=1)  # 09:00 in Shanghai
    for hours in (1, 3, 7, 10):
        due, met = monday + timedelta(hours=8), monday + timedelta(hours=hours)
        promised(due, started_at=monday, met_at=met, missed_at=due if met > due else None, policy=policy)
    asked = {"door": "complaints", "kind": "", "priority": "", "promise": "first_answer", "unit": "working_minutes"}

    stricter, milder = (tried(asked | {"allowance": minutes}, NOW) for minutes in (240, 960))

    assert last_quarter(timezone.localdate(NOW)).months[0].month == 8
    assert (stricter.kept, stricter.would) == (Share(3, 4), Share(2, 4))
    assert milder.would == Share(4, 4)
    assert stricter.allowances == ["8 h of opening time"]
    assert [len(found.cases_turning(turn)) for found in (stricter, milder) for turn in Turn] == [0, 1, 1, 0]


def test_the_page_says_what_another_allowance_would_have_done(page_for, promised, policy, client):
    due = timezone.now().replace(day=1, hour=4) - timedelta(days=20)
    kept = promised(due, started_at=due - timedelta(days=1), met_at=due - timedelta(hours=1), policy=policy)
    asked = {"of": "complaints/any", "promise": "first_answer", "unit": "calendar_minutes"}

    page = page_for("olga", "standards-kept", allowance="5", **asked)

    assert "0 of 1 would have been kept" in page.text
    assert [row[1:] for row in page.context["tried"]["counts"]] == [["1", "0"], ["0", "1"]]
    assert [turned.count for turned in page.context["tried"]["turns"]] == ["0", "1"]
    assert kept.case.reference in client.get(page.context["tried"]["turns"][1].url).text
    assert client.get(page.context["tried"]["turns"][1].url.replace("/missed/", "/lost/")).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"allowance": "0"}, "allowance", "greater than or equal to 1"),
        ({"promise": "work"}, "promise", "This kind has no such promise; it has: First answer"),
        ({"of": "cellar/any"}, "of", "not one of the available choices"),
    ],
)
def test_what_cannot_be_tried_is_told_beside_its_field(page_for, policy, kinds, wrong, field, said):
    asked = {"of": "complaints/any", "promise": "first_answer", "unit": "working_days", "allowance": "3"}

    page = page_for("olga", "standards-kept", **asked | wrong)

    assert said in page.context["trying"].errors[field][0]
    assert page.context["tried"] is None


def test_kinds_are_chosen_by_name_door_by_door(page_for, kinds):
    page = page_for("olga", "standards-kept")

    choice = str(page.context["trying"]["of"])
    (of_bills,) = re.findall(r'<optgroup label="Bills and meters">(.*?)</optgroup>', choice, re.DOTALL)
    assert re.findall(r'<option value="(.*?)">(.*?)</option>', of_bills) == [
        ("billing/", "Bills and meters: all kinds"), ("billing/any", "Billing"),
    ]  # fmt: skip


def test_what_is_late_stands_with_the_step_that_was_taken(page_for, late, opened, cast):
    now = timezone.now()
    for promise in late.values():
        Case.objects.filter(pk=promise.case_id).update(next_due_at=promise.due_at)
    opened(at=now, next_due_at=now + timedelta(days=3))
    step = {"case": late["south"].case, "commitment": late["south"], "at": now}
    for position, rung in enumerate(("owner", "lead")):
        Escalation.objects.create(position=position, rung=rung, told=cast["lee"], **step)

    rows = page_for("otto", "escalations-now").context["rows"]
    assert sorted(str(rung) for rung, _row in rows) == ["", "Team lead · Lee"]
    assert len(page_for("sue", "escalations-now").context["rows"]) == 1
    assert len(page_for("otto", "escalations-now", rung="lead").context["rows"]) == 1
    assert len(page_for("otto", "escalations-now", rung="head").context["rows"]) == 0


def test_what_is_late_is_handed_out_to_who_may_read_it(page_for, late, client, cast):
    for promise in late.values():
        Case.objects.filter(pk=promise.case_id).update(next_due_at=promise.due_at, title="=1+1")
    CaseParticipant.objects.create(case=late["north"].case, user=cast["otto"], part="named")
    page_for("otto", "escalations-now")

    answer = client.get(reverse("board-figures", args=["escalations", "csv"]))

    (row,) = csv.DictReader(answer.text.splitlines())
    assert (row["reference"], row["team"], row["promise"]) == (late["south"].case.reference, "south", "first_answer")
    assert row["title"] == "'=1+1"
    assert 23 < float(row["hours_late"]) < 25
    book = words_in_workbook(client.get(reverse("board-figures", args=["escalations", "xlsx"]), {"rung": "head"}))
    assert "hours_late" in book
    assert late["south"].case.reference not in book


def test_every_kind_stands_in_a_table_however_many_are_drawn(page_for, opened, kinds, client):
    for number in range(20):
        kind = CaseKind.objects.create(door="repairs", code=f"k{number}", **three("name", f"K{number}"), **SINCE)
        opened(door="repairs", at=timezone.now())
        Case.objects.filter(kind=kinds["repairs"]).update(kind=kind)

    causes = page_for("otto", "causes").context["causes"]

    assert len(causes) == 20
    assert (causes[0].share_words, causes[-1].together_words) == ("5.0%", "100.0%")
    assert "1 case" in client.get(causes[7].url).text


@pytest.mark.parametrize("board", ["causes", "people", "standards"])
def test_each_page_is_handed_out_as_data(client, cast, settings, late, board):
    settings.STAFF_SECOND_FACTOR = False
    Team.objects.update(supervisor=cast["sue"])
    count()
    client.force_login(cast["sue"])

    answer = client.get(reverse("board-figures", args=[board, "csv"]))

    assert answer.status_code == 200
    rows = list(csv.DictReader(answer.text.splitlines()))
    assert sum(int(row["promises_decided"]) for row in rows) == (0 if board == "people" else 2)
    for strange in (["cellar", "csv"], [board, "pdf"]):
        assert client.get(reverse("board-figures", args=strange)).status_code == 404
    assert words_in_workbook(client.get(reverse("board-figures", args=[board, "xlsx"]))) >= set(
        answer.text.split(",")[:2]
    )


def words_in_workbook(answer) -> set[str]:
    """Read the words of a workbook, which is an archive of XML."""
    with zipfile.ZipFile(BytesIO(answer.content)) as book:
        return set(re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode()))


@pytest.mark.parametrize("page", ["causes", "teams-and-people", "standards-kept", "escalations-now"])
def test_an_empty_office_has_its_pages_too(page_for, page):
    assert page_for("sue", page).status_code == 200
