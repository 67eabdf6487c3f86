"""The public figures as files: what stands in them, what is hidden, and how programs ask for them."""

import csv
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.models import ChangedCase, Redress
from gasservice.oversight.actions.releasing import publish_figures
from gasservice.oversight.datasets import DATASETS, NAMED
from gasservice.oversight.measures import DEFINITIONS
from gasservice.oversight.models import Release
from tests.oversight.conftest import count, last_month, last_quarter, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted_anew():
    cache.clear()


def url_of(code: str, form: str = "csv") -> str:
    return reverse("open-dataset", args=[code, form])


def rows_of(client, code: str) -> list[dict]:
    publish()
    return list(csv.DictReader(client.get(url_of(code)).text.splitlines()))


def found(rows: list[dict], **place: str) -> list[dict]:
    return [row for row in rows if all(row[name] == value for name, value in place.items())]


def quarter_code() -> str:
    month = timezone.localtime(last_quarter())
    return f"{month.year}-Q{(month.month + 2) // 3}"


def test_a_month_is_told_apart_by_door(client, rated):
    for door in ("billing", "complaints"):
        for score in [5] * 9 + [1] * 3:
            rated(score, at=last_month(), door=door)

    rows = rows_of(client, "satisfaction")

    month = f"{timezone.localtime(last_month()):%Y-%m}"
    (door,) = found(rows, month=month, door="billing")
    assert (door["answers"], door["satisfied"], door["satisfied_share"], door["hidden"]) == ("12", "9", "0.75", "")
    (whole,) = found(rows, month=month, door="all")
    assert (whole["answers"], whole["satisfied"]) == ("24", "18")
    assert len(found(rows, door="all")) == 12
    (nobody,) = found(rows, month=month, door="repairs")
    assert (nobody["answers"], nobody["satisfied_share"], nobody["hidden"]) == ("0", "", "")


def test_a_quarter_is_told_apart_by_kind(client, rated):
    for score in [5] * 9 + [1] * 3:
        rated(score, at=last_quarter(), door="billing")

    (kind,) = rows_of(client, "satisfaction-by-kind")

    assert (kind["quarter"], kind["door"], kind["kind"]) == (quarter_code(), "billing", "any")
    assert (kind["answers"], kind["satisfied"]) == ("12", "9")


def test_a_month_that_is_not_over_is_not_out(client, rated):
    for _number in range(12):
        rated(5, at=timezone.now())

    assert {row["answers"] for row in rows_of(client, "satisfaction")} == {"0"}


def test_what_is_out_stays_as_it_is(client, rated):
    for _number in range(12):
        rated(5, at=last_month())
    before = rows_of(client, "satisfaction")

    rated(1, at=last_month())

    assert rows_of(client, "satisfaction") == before
    assert publish_figures(at=timezone.now() + timedelta(days=1)) == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.update(rows=[])


def test_nothing_is_out_before_the_day_after_a_month_and_before_all_of_it_is_counted(rated):
    last_minute = datetime(2026, 11, 1, 23, 59, tzinfo=timezone.get_default_timezone())
    rated(5, at=last_minute - timedelta(days=9), sent=last_minute - timedelta(days=9))
    ChangedCase.objects.update(at=last_minute - timedelta(days=9))

    assert out_until(last_minute + timedelta(days=9)) == date(2026, 10, 1), "a change of October waits to be counted"
    count()
    assert out_until(last_minute) == date(2026, 10, 1)
    assert out_until(last_minute + timedelta(minutes=1)) == date(2026, 11, 1)


def out_until(at: datetime) -> date:
    publish_figures(at=at)
    return max(Release.objects.values_list("until", flat=True))


@pytest.mark.django_db(transaction=True)
def test_two_workers_publish_a_month_once(rated):
    count()

    def publish_beside(_worker):
        try:
            return publish_figures(at=timezone.now() + timedelta(days=1))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        found = list(workers.map(publish_beside, range(2)))

    assert min(found) == 0
    assert Release.objects.count() == max(found) > 0


def test_before_anything_is_out_the_pages_say_so(client):
    for name in ("how-we-are-doing", "open-data"):
        assert "Nothing is published yet." in client.get(reverse(name)).text
    assert client.get(url_of("promises")).text.splitlines() == [",".join(NAMED["promises"].header)]
    assert client.get(reverse("open-figures", args=["json"])).json()["published_at"] is None


def test_what_is_hidden_is_empty_and_named_and_so_is_what_would_betray_it(client, rated):
    for door, answers in {"complaints": 30, "billing": 12, "repairs": 3}.items():
        for _number in range(answers):
            rated(5, at=last_month(), door=door)

    rows = rows_of(client, "satisfaction")

    month = found(rows, month=f"{timezone.localtime(last_month()):%Y-%m}")
    assert {row["door"]: row["answers"] for row in month} == {
        "all": "45", "complaints": "30", "billing": "", "repairs": "",
    }  # fmt: skip
    assert {row["hidden"] for row in rows if not row["answers"]} == {"satisfaction"}


def test_both_forms_say_the_same(client, rated):
    for _number in range(10):
        rated(5, at=last_month())

    rows, data = rows_of(client, "satisfaction"), client.get(url_of("satisfaction", "json")).json()

    assert rows == [{n: "" if v is None else str(v) for n, v in row.items()} for row in data["rows"]]
    assert data["licence"] == "CC BY 4.0"
    assert data["title"]["zh-Hans"].startswith("满意度")
    assert data["not_published_below"] == 10


def test_redress_is_told_in_yuan_where_it_is_of_ten_or_more(client, promised):
    then = last_quarter()
    for _number in range(10):
        missed = promised(then - timedelta(minutes=1))
        Redress.objects.create(commitment=missed, case=missed.case, amount="20.50", owed_at=then)
    Redress.objects.filter(pk=Redress.objects.first().pk).update(credited_at=then)

    (whole,) = found(rows_of(client, "redress"), quarter=quarter_code(), door="all")

    assert (whole["times_owed"], whole["redress_owed_yuan"]) == ("10", "205.00")
    assert (whole["times_paid"], whole["redress_paid_yuan"], whole["hidden"]) == ("", "", "redress_paid")


def test_who_has_it_already_gets_it_not_again(client):
    publish()
    first = client.get(url_of("promises"))

    same = client.get(url_of("promises"), headers={"if-none-match": first["ETag"]})
    since = client.get(url_of("promises"), headers={"if-modified-since": first["Last-Modified"]})
    head = client.head(url_of("promises"))

    assert (same.status_code, since.status_code) == (304, 304)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    assert first["Content-Type"].startswith("text/csv")


def test_only_who_asks_gets_a_mark_for_spreadsheets(client):
    assert client.get(url_of("promises")).content.startswith(b"month,door,promises_decided")
    assert client.get(url_of("promises"), {"bom": "1"}).content.startswith(b"\xef\xbb\xbfmonth,")


def test_no_code_is_run_by_a_spreadsheet(client, kinds, rated):
    kinds["billing"].code = "-cmd"
    kinds["billing"].save()
    for _number in range(10):
        rated(5, at=last_quarter(), door="billing")

    assert "'-cmd" in {row["kind"] for row in rows_of(client, "satisfaction-by-kind")}


def test_the_dictionary_for_programs_describes_every_column_of_every_file(client):
    words = client.get(reverse("open-data-words"))

    tables = {table["url"].rpartition("/")[2]: table["tableSchema"]["columns"] for table in words.json()["tables"]}
    assert words["Content-Type"] == "application/csvm+json"
    assert set(tables) == {f"{dataset.code}.csv" for dataset in DATASETS}
    for name, columns in tables.items():
        header = client.get(url_of(name.removesuffix(".csv"))).text.splitlines()[0].split(",")
        assert [column["titles"] for column in columns] == header
        assert all(set(column["dc:title"]) == {"en", "zh-Hans", "zh-Hant"} for column in columns)


def test_the_dictionary_explains_what_the_glossary_defines(client):
    page = client.get(reverse("open-data"))

    codes = {definition.code for definition in DEFINITIONS}
    for dataset in DATASETS:
        assert {series.figure for series in dataset.series} <= codes
        assert all(f"<code>{name}</code>" in page.text for name in dataset.header)
    assert "creativecommons.org/licenses/by/4.0" in page.text


def test_without_a_licence_people_are_told_to_ask(client, settings):
    settings.OPEN_DATA_LICENCE = settings.OPEN_DATA_LICENCE_URL = ""

    assert "Ask us before" in client.get(reverse("open-data")).text
    assert "Ask us before" in client.get(url_of("waits", "json")).json()["licence"]


@pytest.mark.parametrize("address", ["people.csv", "promises.xml"])
def test_what_we_do_not_publish_is_not_found(client, address):
    assert client.get(f"{reverse('open-data')}{address}").status_code == 404
