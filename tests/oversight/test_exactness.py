"""What is kept is what a full count gives, whatever happens to cases and whenever it is counted."""

import csv
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from gasservice.cases.models import (
    Case,
    ChangedCase,
    Commitment,
    Redress,
    Routing,
    SurveyInvitation,
    SurveyResponse,
)
from gasservice.cases.terms import Occasion
from gasservice.oversight.actions.recounting import recount_changed
from gasservice.oversight.counting import Cell
from gasservice.oversight.measures import Measure
from gasservice.oversight.models import Fact, Total
from gasservice.registry.models import Customer
from gasservice.standards.models import CaseKind
from tests.oversight.conftest import NOW, ago, count, three
from tests.oversight.history import SINCE, History, build_office
from tests.registry.conftest import outage_in

pytestmark = pytest.mark.django_db
BOSTON = Path(__file__).parent.parent / "cases/data/boston311.csv"
ROWS = ("source", "source_id", *Cell._fields, "n")


def check() -> str:
    said = StringIO()
    call_command("recount", check=True, stdout=said)
    return said.getvalue()


def stored() -> tuple[set, set]:
    totals = Total.objects.values_list("level", *Cell._fields[:-1], "bins", "counts")
    return set(Fact.objects.values_list(*ROWS)), set(totals)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_happens_the_sums_are_those_of_a_full_count(garden, seed):
    build_office(garden, NOW)
    history = History(seed, NOW - timedelta(days=60))
    for _turn in range(6):
        history.go_on(15)
        recount_changed(limit=history.chance.randrange(1, 40))

    assert "as it should be" in check()
    kept = stored()
    Fact.objects.all().delete()
    Total.objects.all().delete()
    call_command("recount", stdout=StringIO())

    assert stored() == kept
    assert {"kept", "missed", "resolved", "wait", "working_wait"} <= {row[-4] for row in kept[0]}


def test_sums_of_one_level_are_as_much_as_those_of_another(garden):
    build_office(garden, NOW)
    History(7, NOW - timedelta(days=60)).go_on(40)
    count()

    by_level = defaultdict(int)
    for level, counts in Total.objects.values_list("level", "counts"):
        by_level[level] += sum(map(int, counts.split(",")))
    assert len(by_level) == 16
    assert len(set(by_level.values())) == 1


def test_a_scale_that_empties_leaves_no_bin_behind(rated):
    invitation = rated(2)
    rated(5)
    count()
    SurveyResponse.objects.filter(invitation=invitation).update(score=5)
    count()

    whole = Total.objects.get(level=31, measure=Measure.SCORE)
    assert (whole.bins, whole.counts) == ("5", "2")


def test_a_wrong_count_is_told_and_put_right(promised):
    promised(ago(days=1), met_at=ago(days=2))
    count()
    Fact.objects.filter(measure=Measure.KEPT).update(n=3)
    Total.objects.filter(measure=Measure.OPENED, level=31).update(counts="2")

    said = StringIO()
    with pytest.raises(CommandError, match="counts are wrong"):
        call_command("recount", check=True, stdout=said)
    assert "kept" in said.getvalue()
    assert "sum 31" in said.getvalue()

    call_command("recount", stdout=StringIO())
    assert "as it should be" in check()


def test_a_case_that_is_gone_counts_no_more(promised):
    promise = promised(ago(days=1), met_at=ago(days=2))
    count()
    Commitment.objects.filter(pk=promise.pk).delete()
    Case.objects.filter(pk=promise.case_id).delete()
    count()

    assert not Fact.objects.exists()
    assert not Total.objects.exists()


def test_only_what_counts_has_a_case_counted_anew(promised):
    promise = promised(NOW)
    count()
    Commitment.objects.filter(pk=promise.pk).update(steps_taken=2, next_step_at=NOW)
    Case.objects.filter(pk=promise.case_id).update(next_due_at=NOW, title="Another")
    assert not ChangedCase.objects.exists()

    Commitment.objects.filter(pk=promise.pk).update(missed_at=NOW)
    assert ChangedCase.objects.get().case_id == promise.case_id


def test_a_case_becomes_a_repeated_one_when_an_earlier_one_comes_to_its_place(opened, home):
    later = opened(at=ago(days=1), premise=home)
    count()
    earlier = opened(at=ago(days=20), premise=home)
    opened(at=ago(days=90), premise=home)
    count()
    repeated = Fact.objects.filter(measure=Measure.REPEATED)
    assert [row.source_id for row in repeated] == [later.pk]

    Case.objects.filter(pk=earlier.pk).update(premise=None)
    count()
    assert not repeated.all().exists()


def test_redress_of_an_outage_counts_where_its_accounts_are(garden, account):
    outage = outage_in(garden, starts_at=ago(days=3))
    Redress.objects.create(interruption=outage, gas_account=account, amount="12.50", owed_at=ago(days=2))
    count()

    assert "as it should be" in check()
    owed = Fact.objects.get(measure=Measure.REDRESS_OWED)
    assert (owed.source, owed.n, owed.district) == ("outage", 1250, garden.district_id)


def test_what_people_say_of_an_outage_is_counted_and_counted_anew(garden, account, teams):
    outage = outage_in(garden, starts_at=ago(days=3))
    customer = Customer.objects.create(code="K9", name="Lin")
    about = {"interruption": outage, "gas_account": account, "customer": customer, "team": teams["north"]}
    when = {"sent_at": ago(days=1), "expires_at": ago(days=-13)}
    asked = SurveyInvitation.objects.create(occasion=Occasion.OUTAGE, secret_hash="x", **about, **when)
    count()
    answer = SurveyResponse.objects.create(invitation=asked, score=2, answered_at=ago(days=1))
    count()
    SurveyResponse.objects.filter(pk=answer.pk).update(score=5)
    count()

    assert "as it should be" in check()
    score = Fact.objects.get(measure=Measure.SCORE)
    assert (score.source, score.bin, score.team) == ("outage", 5, teams["north"].pk)
    assert Fact.objects.get(measure=Measure.ASKED).n == 1


def test_boston_is_judged_as_it_judged_itself(teams):
    for door, codes in {"complaints": ["something-else", "suggestion"], "repairs": ["fault", "appliance"]}.items():
        Routing.objects.create(door=door, team=teams["north"])
        for code in codes:
            CaseKind.objects.create(door=door, code=code, **three("name", code), **SINCE)
    CaseKind.objects.create(door="repairs", code="safety-check", **three("name", "check"), **SINCE)
    said = {"mapping": "boston311", "judged_at": "2022-06-01T00:00Z", "stdout": StringIO()}
    call_command("import_cases", BOSTON, **said)
    count()

    with BOSTON.open(newline="") as file:
        judged = {row["case_enquiry_id"]: row["ontime"] for row in csv.DictReader(file) if row["target_dt"]}
    numbers = dict(Case.objects.values_list("pk", "source_reference"))
    verdicts = Fact.objects.filter(measure__in=["kept", "missed", "open_late"]).values_list("source_id", "measure")
    ours = {numbers[pk]: "ONTIME" if measure == "kept" else "OVERDUE" for pk, measure in verdicts}
    assert len(ours) > 60
    assert [number for number, verdict in ours.items() if judged[number] != verdict] == []


@pytest.mark.django_db(transaction=True)
def test_two_who_count_at_once_count_nothing_twice(promised):
    for number in range(30):
        promised(ago(days=1 + number), met_at=ago(days=2 + number))

    def count_until_done(_worker: int) -> int:
        with closing(connection):
            return sum(iter(lambda: recount_changed(limit=7), 0))

    waited = ChangedCase.objects.count()
    with ThreadPoolExecutor(3) as pool:
        taken = sum(pool.map(count_until_done, range(3)))

    assert taken == waited
    assert Total.objects.get(level=31, measure="opened", month=timezone.localdate(NOW).replace(day=1)).counts == "30"
    assert "as it should be" in check()
