"""Requests of other cities as cases: real rows, judged as those cities judged them.

The rows are open data: Boston's 311 requests of January 2022, and a cut of New York's of 2014 to 2019.
"""

import csv
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from gasservice.cases.actions.promises import escalate_due
from gasservice.cases.actions.work import hold_case, resume_case, take_case
from gasservice.cases.mapping import SHIPPED, BadMapping, read_mapping
from gasservice.cases.models import Case, CaseEvent, Commitment, Message, Routing, SurveyInvitation
from gasservice.cases.queries.lists import cases_found
from gasservice.notices.models import Notice
from gasservice.standards.models import CaseKind
from tests.cases.conftest import SINCE, three

pytestmark = pytest.mark.django_db
CITIES = Path(__file__).parent / "data"
BOSTON, NEW_YORK = CITIES / "boston311.csv", CITIES / "nyc311.csv"
JUDGED = datetime(2022, 6, 1, tzinfo=UTC)
KINDS = {
    "complaints": ["something-else", "suggestion"],
    "repairs": ["fault", "appliance", "safety-check"],
}


@pytest.fixture(autouse=True)
def ground(team):
    for door, codes in KINDS.items():
        Routing.objects.create(door=door, team=team)
        for code in codes:
            CaseKind.objects.create(door=door, code=code, valid_from=SINCE, **three("name", code))


def take(path: Path, mapping: str = "boston311", *, judged_at: str = "2022-06-01T00:00Z", dry_run: bool = False) -> str:
    said = StringIO()
    call_command("import_cases", path, mapping=mapping, judged_at=judged_at, dry_run=dry_run, stdout=said)
    return said.getvalue()


@pytest.fixture
def refused(capsys):
    """Run the command on a file that cannot be taken; give the faults it told."""

    def refused(path: Path, mapping: str = "boston311") -> list[str]:
        told = StringIO()
        with pytest.raises(CommandError, match="nothing was written"):
            call_command("import_cases", path, mapping=mapping, stdout=StringIO(), stderr=told)
        assert not Case.objects.exists()
        return told.getvalue().splitlines()

    return refused


@pytest.fixture
def rows_of(tmp_path):
    """Write some of Boston's rows, by their line, with some cells replaced."""

    def rows_of(*lines: int, **cells: str) -> Path:
        with BOSTON.open(newline="") as file:
            rows = list(csv.DictReader(file))
        path = tmp_path / "rows.csv"
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows[line - 2] | cells for line in lines)
        return path

    return rows_of


def story_of(case: Case) -> list[str]:
    return list(case.events.values_list("kind", flat=True))


OPEN_LATE, CLOSED_UNPROMISED = 2, 3  # lines of Boston's file
IMPOSSIBLE = {180, 182, 186, 193, 195, 199, 204, 205, 206, 209}  # lines of New York's: closed before opened


def test_every_row_of_boston_with_a_target_is_judged_as_boston_did():
    with BOSTON.open(newline="") as file:
        theirs = {row["case_enquiry_id"]: row["ontime"] for row in csv.DictReader(file) if row["target_dt"].strip()}

    said = take(BOSTON)

    promises = Commitment.objects.select_related("case")
    ours = {row.case.source_reference: "OVERDUE" if row.is_missed else "ONTIME" for row in promises}
    assert len(ours) == 89
    assert ours == theirs
    assert all(row.is_missed != row.is_kept for row in promises if row.is_met)
    assert "89 of 89 targets judged as the source does." in said
    assert said.split()[:6] == ["100", "rows", "read", "…", "100", "rows:"]


def test_an_open_row_is_not_missed_before_its_target(rows_of):
    path = rows_of(OPEN_LATE)  # due on 4 February

    take(path, judged_at="2022-02-01")
    assert not Commitment.objects.get().is_missed

    take(path, judged_at="2022-02-10")
    promise = Commitment.objects.get()
    assert promise.missed_at == promise.due_at
    assert story_of(promise.case) == ["opened", "missed"]


def test_a_case_has_the_times_the_words_and_the_promise_of_its_source(team):
    take(BOSTON)

    case = Case.objects.get(source="boston311", source_reference="101004143000")
    promise = case.commitments.get()
    assert (case.channel, case.status, case.team, case.owner) == ("import", "open", team, None)
    assert case.opened_at == datetime(2022, 1, 21, 18, 47, tzinfo=UTC)  # 13:47 in Boston
    assert case.kind.code == "suggestion"
    assert case.next_due_at == promise.due_at == datetime(2022, 2, 4, 18, 47, 30, tzinfo=UTC)
    assert promise.policy is None
    assert case.messages.get().body.startswith("BTDT: Complaint\nMayor's 24 Hour Hotline")
    assert list(case.events.values_list("at", flat=True)) == [case.opened_at, promise.due_at]
    assert case.last_event_id == case.events.last().pk


def test_nobody_is_told_nobody_is_asked_and_nothing_is_swept():
    take(BOSTON)

    assert escalate_due(at=datetime(2030, 1, 1, tzinfo=UTC)).moved == 0
    assert not Notice.objects.exists()
    assert not SurveyInvitation.objects.exists()
    assert not Case.objects.filter(submission__isnull=False).exists()


def test_a_second_time_changes_nothing_and_says_so():
    take(BOSTON)
    before = [list(model.objects.order_by("pk").values()) for model in (Case, Message, CaseEvent, Commitment)]

    said = take(BOSTON)

    assert "100 rows: 0 added, 0 changed, 100 as before." in said
    assert "Nothing changed" in said
    assert [list(model.objects.order_by("pk").values()) for model in (Case, Message, CaseEvent, Commitment)] == before


def test_a_dry_run_says_all_and_writes_nothing():
    said = take(BOSTON, dry_run=True)

    assert "100 rows: 100 added" in said
    assert "89 of 89" in said
    assert not Case.objects.exists()


def test_what_was_closed_meanwhile_is_closed(rows_of):
    take(rows_of(OPEN_LATE))

    said = take(rows_of(OPEN_LATE, case_status="Closed", closed_dt="2022-02-03 10:00:00", ontime="ONTIME"))

    case = Case.objects.get()
    closed_at = datetime(2022, 2, 3, 15, tzinfo=UTC)
    assert "0 added, 1 changed" in said
    assert (case.status, case.closed_at, case.next_due_at) == ("closed", closed_at, None)
    assert case.commitments.get().is_kept
    assert story_of(case) == ["opened", "met", "closed", "missed"]  # it was told as missed before
    assert case.last_event_id == max(case.events.values_list("pk", flat=True))


def test_what_was_reopened_there_is_open_again(rows_of):
    take(rows_of(OPEN_LATE, case_status="Closed", closed_dt="2022-02-03 10:00:00"))

    take(rows_of(OPEN_LATE))

    case = Case.objects.get()
    assert (case.status, case.closed_at) == ("open", None)
    assert story_of(case)[-1] == "reopened"
    assert case.next_due_at == case.commitments.get().due_at


def test_what_somebody_works_on_here_is_left_to_them(rows_of, cast):
    take(rows_of(OPEN_LATE))
    take_case(case=Case.objects.get(), by=cast["alice"], at=JUDGED)

    said = take(rows_of(OPEN_LATE, case_status="Closed", closed_dt="2022-02-03 10:00:00"))

    assert "Line 2: 101004143000 changed there, but is worked on here; left as it is." in said
    assert Case.objects.get().status == "in_progress"


def test_waiting_here_does_not_stop_the_clock_of_a_promise_made_there(rows_of, cast):
    take(rows_of(OPEN_LATE))
    case = Case.objects.get()
    take_case(case=case, by=cast["alice"], at=case.opened_at)

    hold_case(case=case, waiting_for="customer", reason="?", by=cast["alice"], at=case.opened_at)
    case = resume_case(case=case, by=cast["alice"], at=JUDGED)

    assert case.next_due_at == datetime(2022, 2, 4, 18, 47, 30, tzinfo=UTC)
    assert not case.commitments.get().is_paused


def test_imported_cases_are_found_by_their_words(cast):
    take(BOSTON)

    found = cases_found(cast["alice"], "Needle Pickup", is_open_only=False)

    assert {case.title for case in found} == {"Needle Pickup"}


def test_new_yorks_ten_impossible_rows_are_told_and_nothing_is_written(refused):
    faults = refused(NEW_YORK, "nyc311")

    assert len(faults) == 10
    assert all("column Closed Date: closed before it was opened" in fault for fault in faults)
    assert faults[0].startswith("nyc311.csv, line ")


def test_the_rest_of_new_york_is_taken(tmp_path):
    path = tmp_path / "good.csv"
    text = NEW_YORK.read_text().splitlines(keepends=True)
    path.write_text("".join(line for number, line in enumerate(text, 1) if number not in IMPOSSIBLE))

    said = take(path, "nyc311")

    assert f"{len(text) - 11} added" in said
    assert Case.objects.filter(kind__code="fault", title="GENERAL, COOKING GAS").count() == 7
    assert Case.objects.filter(status="open").count() == 14


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"open_dt": " "}, "open_dt", "this is empty"),
        ({"open_dt": "21/01/22"}, "open_dt", "“21/01/22” is no date in the form of the mapping"),
        ({"open_dt": "2322-01-21 13:47:00", "target_dt": ""}, "open_dt", "this lies in the future"),
        ({"target_dt": "2022-01-20 13:47:30"}, "target_dt", "due before it was opened"),
        ({"case_status": "Closed"}, "closed_dt", "it is over, but when is not said"),
        (
            {"closed_dt": "2022-02-01 09:00:00"},
            "closed_dt",
            "it has a closing date, but its status says that it is open",
        ),
        ({"case_status": "Lost"}, "case_status", "the mapping knows no status “Lost”"),
        ({"case_enquiry_id": ""}, "case_enquiry_id", "this is empty"),
        ({"case_title": "a\0b"}, "case_title", "this holds a sign that is no text"),
    ],
)
def test_a_bad_row_is_told_with_line_column_and_reason(refused, rows_of, cells, column, reason):
    faults = refused(rows_of(OPEN_LATE, **cells))

    assert f"rows.csv, line 2, column {column}: {reason}" in faults


def test_a_reference_that_stands_twice_is_told(refused, rows_of):
    faults = refused(rows_of(OPEN_LATE, CLOSED_UNPROMISED, OPEN_LATE))

    assert faults == ["rows.csv, line 4, column case_enquiry_id: “101004143000” stands in line 2 already"]


def test_a_missing_column_is_told(refused, tmp_path):
    path = tmp_path / "short.csv"
    path.write_text("case_enquiry_id,open_dt\n1,2022-01-01 00:00:00\n")

    assert "short.csv, line 1, column case_status: this column is missing" in refused(path)


def test_a_mapping_that_names_a_kind_we_do_not_have_is_refused():
    CaseKind.objects.filter(code="suggestion").delete()

    with pytest.raises(CommandError, match="complaints/suggestion"):
        take(BOSTON)


def test_a_kind_that_no_team_works_is_refused_by_name():
    Routing.objects.filter(door="complaints").delete()

    with pytest.raises(CommandError, match=r"No routing names a team for complaints/\S+\."):
        take(BOSTON)


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("Open: open", "Open: ajar", "“ajar” is none of"),
        ("America/New_York", "America/Nowhere", "no time zone"),
        ("source:", "origin:", "it knows no origin"),
        ("  opened: open_dt\n", "", "it lacks opened"),
        ("complaints/something-else", "attic/boxes", "“attic/boxes” is none of"),
        ("ONTIME: kept", "ONTIME: perhaps", "“perhaps” is none of"),
        ("columns:", "columns: [", "no YAML"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(was, becomes, told):
    text = (SHIPPED / "boston311.yaml").read_text()

    with pytest.raises(BadMapping, match=told):
        read_mapping(text.replace(was, becomes, 1))
