"""Taking the registry over from files: all or nothing, as often as one likes."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from gasservice.registry.models import (
    Community,
    CommunityName,
    Customer,
    District,
    GasAccount,
    Meter,
    Premise,
    PremiseName,
    Reading,
    ServicePoint,
    Tenure,
)
from gasservice.registry.queries import places_named

pytestmark = pytest.mark.django_db
SAMPLES = Path(settings.BASE_DIR) / "docs" / "import-registry"
SHEETS = ("communities", "premises", "meters", "accounts", "readings")
MODELS = (District, Community, CommunityName, Premise, PremiseName, ServicePoint, Meter, GasAccount, Tenure, Reading)


@pytest.fixture
def take(tmp_path):
    """Run the command on the samples, with some files replaced by other text; give what it said."""

    def take(*sheets: str, encoding: str = "utf-8", dry_run: bool = False, **texts: str) -> str:
        options = {}
        for sheet in sheets or SHEETS:
            text = texts.get(sheet) or (SAMPLES / f"{sheet}.csv").read_text()
            options[sheet] = tmp_path / f"{sheet}.csv"
            options[sheet].write_text(text, encoding=encoding)
        said = StringIO()
        call_command("import_registry", **options, dry_run=dry_run, stdout=said, stderr=said)
        return said.getvalue()

    return take


@pytest.fixture
def refused(tmp_path, capsys):
    """Run the command on one text of a sheet; give the faults it told."""

    def refused(sheet: str, text: str) -> list[str]:
        path, told = tmp_path / f"{sheet}.csv", StringIO()
        path.write_bytes(text) if isinstance(text, bytes) else path.write_text(text)
        with pytest.raises(CommandError, match="nothing was written"):
            call_command("import_registry", **{sheet: path}, stdout=StringIO(), stderr=told)
        return told.getvalue().splitlines()

    return refused


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def test_it_takes_over_places_meters_accounts_holders_and_readings(take):
    said = take()

    assert "accounts: of 3 rows 2 added, 0 changed" in said
    assert counts() == [1, 2, 3, 3, 4, 2, 3, 2, 3, 5]
    account = GasAccount.objects.get(number="6000001")
    assert account.last_bill_amount == Decimal("86.40")
    assert [tenure.customer.name for tenure in account.tenures.all()] == ["梅小雨", "周立群"]
    assert account.service_point.meters.get(removed_on=None).serial == "M20001"
    assert str(Customer.objects.get(code="K002").phone) == "+8613800000002"
    assert Reading.objects.get(meter__serial="M20001", index_m3=0).read_at.isoformat() == "2025-06-10T02:30:00+00:00"


def test_former_names_are_findable_with_their_days(take):
    take()

    old = CommunityName.objects.get(name="红旗大院")
    assert (old.known_from, old.known_until) == (date(1985, 1, 1), date(2015, 9, 1))
    assert places_named("紅旗大院3棟2單元501")[0].premise.code == "C001-3-2-501"


def test_a_second_time_changes_nothing_and_says_so(take):
    take()
    before = [list(model.objects.order_by("pk").values()) for model in MODELS]

    said = take()

    assert "Nothing changed" in said
    assert [list(model.objects.order_by("pk").values()) for model in MODELS] == before


def test_a_dry_run_says_what_it_would_do_and_does_nothing(take):
    said = take(dry_run=True)

    assert "communities: of 2 rows 2 added" in said
    assert "nothing was written" in said
    assert counts() == [0] * len(MODELS)


def test_it_reads_gb18030(take):
    take(encoding="gb18030")

    assert Community.objects.get(code="C001").name == "阳光花园"


def test_it_reads_utf_8_with_a_mark_at_its_beginning(take):
    take("communities", encoding="utf-8-sig")

    assert Community.objects.count() == 2


def test_a_new_name_in_the_file_is_a_renaming(take):
    take()

    said = take("communities", communities="code,district,name,known_from\nC001,north,金色阳光城,2026-06-01\n")

    assert "0 added, 1 changed" in said
    assert CommunityName.objects.get(name="阳光花园").known_until == date(2026, 6, 1)
    assert places_named("红旗大院")[0].name_now == "金色阳光城"


def test_an_empty_cell_leaves_what_is_known(take):
    take()

    take("accounts", accounts="number,premise,service_point,opened_on\n6000001,C001-3-2-501,SP001,2015-09-01\n")

    account = GasAccount.objects.get(number="6000001")
    assert (account.last_bill_amount, account.tenures.count()) == (Decimal("86.40"), 2)


def test_how_many_live_in_a_home_stays_as_its_holder_told_it(take):
    take()
    GasAccount.objects.filter(number="6000001").update(household_size=5)
    known = GasAccount.objects.get(number="6000001")
    at = datetime(2026, 3, 1, tzinfo=UTC)
    known.household_sizes.create(since=at.date(), persons=5, declared_at=at, confirmed_at=at)

    take("accounts")

    assert [row.household_size for row in GasAccount.objects.order_by("number")] == [5, 2]


def test_one_bad_row_in_the_last_file_leaves_nothing_of_the_first(take):
    bad = (SAMPLES / "readings.csv").read_text() + "M99999,2025-07-01 09:00,1,reader\n"

    with pytest.raises(CommandError):
        take(readings=bad)

    assert counts() == [0] * len(MODELS)


def test_every_bad_cell_is_told_with_line_column_and_reason(refused):
    told = refused(
        "accounts",
        "number,premise,opened_on,supply_class,last_bill_amount,phone,household_size\n"
        ",P1,2015-09-01,residential,1.00,,3\n"
        "6000002,P1,1.9.2015,royal,1.005,12,none\n",
    )

    assert told == [
        "accounts.csv, line 2, column number: this is empty",
        "accounts.csv, line 3, column supply_class: “royal” is none of residential, collective, commercial, public",
        "accounts.csv, line 3, column household_size: “none” is no whole number from 1 to 99",
        "accounts.csv, line 3, column opened_on: “1.9.2015” is no day; write it as 2026-11-23",
        "accounts.csv, line 3, column last_bill_amount: “1.005” has more than 2 decimals",
        "accounts.csv, line 3, column phone: “12” is no telephone number",
    ]


@pytest.mark.parametrize(
    ("sheet", "text", "fault"),
    [
        ("communities", "code,name\nC1,A\n", "line 1, column district: this column is missing"),
        ("communities", "code,district,name,nmae\n", "line 1, column nmae: there is no such column"),
        ("communities", "code,district,name,code\n", "line 1, column code: this column stands twice"),
        ("communities", "", "line 1, column code: this column is missing"),
        ("communities", "code,district,name\nC1,x\n", "line 2, column –: the row has 2 cells, the heading 3"),
        ("communities", "code,district,name\nC1,x,A\n", "line 2, column district: there is no district x"),
        ("communities", 'code,district,name\nC1,x,"A\n', "no CSV from here on"),
        ("communities", b"code,district,name\nC1,x,\xff\xff\xff\n", "neither UTF-8 nor GB18030"),
        (
            "communities",
            "code,district,district_name,name\nC1,x,X,A\nC1,x,X,B\n",
            "line 3, column code: C1 stands in an earlier row already",
        ),
        (
            "communities",
            "code,district,district_name,name,former_names\nC1,x,X,A,Old yard\n",
            "line 2, column former_names: “Old yard” is no former name",
        ),
        (
            "premises",
            "code,community,address\nP1,C9,A 1\n",
            "line 2, column community: nothing is known by the code C9",
        ),
        ("readings", "meter,read_at,index_m3\nM9,yesterday,1\n", "line 2, column read_at: “yesterday” is no moment"),
        ("readings", "meter,read_at,index_m3\nM9,2025-01-01 09:00,NaN\n", "“NaN” is too large or below zero"),
        ("readings", "meter,read_at,index_m3\nM9,2025-01-01 09:00,-1\n", "“-1” is too large or below zero"),
    ],
)
def test_a_bad_file_is_told_in_words(db, refused, sheet, text, fault):
    assert any(fault in words for words in refused(sheet, text))


@pytest.mark.parametrize(
    ("sheet", "text", "fault"),
    [
        (
            "meters",
            "serial,premise,service_point,installed_on\nM3,C001-3-2-501,SP001,2026-01-01\n",
            "column removed_on: another meter hangs there: M20001",
        ),
        (
            "meters",
            "serial,premise,service_point,installed_on,removed_on\nM3,C001-3-2-501,SP001,2026-01-01,2025-01-01\n",
            "column removed_on: 2025-01-01 lies before the beginning",
        ),
        (
            "accounts",
            "number,premise,opened_on,customer,customer_name,held_from\n6000001,C001-3-2-501,2015-09-01,K9,Eve,2026-01-01\n",
            "column held_from: somebody else holds the account then, since 2025-05-01",
        ),
        (
            "accounts",
            "number,premise,opened_on,customer,customer_name,held_from\n"
            "7,C001-3-2-501,2015-09-01,K8,Ann,2020-01-01\n7,C001-3-2-501,2015-09-01,K9,Eve,2026-01-01\n",
            "line 3, column held_from: somebody else holds the account then, since 2020-01-01",
        ),
        (
            "meters",
            "serial,premise,installed_on\nM8,C001-3-2-502,2015-09-01\nM9,C001-3-2-502,2015-09-01\n",
            "line 3, column removed_on: another meter hangs there: M8",
        ),
        (
            "accounts",
            "number,premise,opened_on,customer,held_from\n6000009,C001-3-2-501,2015-09-01,K9,2026-01-01\n",
            "column customer_name: the customer K9 is new; give a name",
        ),
        (
            "accounts",
            "number,premise,opened_on,customer\n6000009,C001-3-2-501,2015-09-01,K001\n",
            "column held_from: say who holds the account and since when, or neither",
        ),
        (
            "readings",
            "meter,read_at,index_m3\nM20001,2025-07-01 09:00,9.9\n",
            "column index_m3: at this moment another index was read, 8.200",
        ),
        (
            "readings",
            "meter,read_at,index_m3\nM20001,2025-08-01 09:00,100000\n",
            "more than the meter's register shows",
        ),
        ("readings", "meter,read_at,index_m3\nM20001,2999-08-01 09:00,9\n", "lies in the future"),
    ],
)
def test_what_contradicts_the_books_is_told_in_words(take, refused, sheet, text, fault):
    take()
    before = counts()

    assert any(fault in words for words in refused(sheet, text))
    assert counts() == before


def test_a_thousand_faults_are_counted_and_a_hundred_told(db, refused):
    rows = "".join(f"P{n},C9,Address {n}\n" for n in range(1000))

    assert len(refused("premises", "code,community,address\n" + rows)) == 100


def test_it_tells_that_a_file_is_missing(db, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_registry", communities=tmp_path / "none.csv")
    with pytest.raises(CommandError, match="at least one file"):
        call_command("import_registry")
