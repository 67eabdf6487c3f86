"""Debts that were shared out: nothing lost, nobody asked for another's, and what is nobody's is decided by two."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from billing.actions.arrears import climb_arrears
from billing.actions.making import Run, make_bills
from billing.actions.payments import take_payment
from billing.actions.shares import (
    NeedsAnother,
    NothingToShare,
    SharePlaced,
    agree_on_share,
    apportion_bill,
    assign_share,
    decline_share,
    write_off_share,
)
from billing.models import Arrears, ArrearsShare, Bill
from billing.queries.accounts import accounts_to_bill
from billing.queries.looking import rated_anew
from billing.sharing import shares_of
from gasservice.files.actions import keep_upload
from gasservice.registry.access import midnight
from gasservice.registry.models import Customer, Tenure
from gasservice.standards.models import DisputeRule
from gasservice.users.models import Team, User
from tests.billing.conftest import NOON
from tests.files.pictures import picture, upload
from tests.registry.conftest import read
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
FEN = Decimal("0.01")
money = st.decimals(min_value=0, max_value=9999, places=2)


@given(money, st.lists(money, min_size=1, max_size=6))
def test_shares_and_what_nobody_owes_are_the_whole(whole, rated):
    shares, rest = shares_of(whole, rated)

    assert sum(shares) + rest == whole
    assert rest >= 0
    assert all(0 <= share <= part + FEN for share, part in zip(shares, rated, strict=True))


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


@pytest.fixture
def bill(account):
    """A bill of October, when 30 m³ were used, that is owed by Mei."""
    run = Run(date(2026, 10, 1), date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 20))
    make_bills(run=run, at=NOON)
    return Bill.objects.get()


def hold(account, name: str, since: date, until: date | None = None) -> Tenure:
    customer = Customer.objects.create(code=name, name=name)
    return Tenure.objects.create(gas_account=account, customer=customer, held_from=since, held_until=until)


def end(account, day: date) -> Tenure:
    Tenure.objects.filter(gas_account=account).update(held_until=day)
    return account.tenures.get()


def boss(name: str = "boss") -> User:
    facts = {"name": name, "role": "supervisor", "team": Team.objects.get()}
    return User.objects.create_user(f"{name}@gas.example", **facts)


def test_a_bill_falls_to_each_holder_by_their_days(account, bill, lee):
    whole, mine = bill.amount, end(account, bill.since + timedelta(days=10))
    theirs = hold(account, "Lin", mine.held_until)

    shares = apportion_bill(bill=bill, by=lee, at=NOON)

    first, second = shares
    assert [share.tenure for share in shares] == [mine, theirs]
    assert sum(share.volume_m3 for share in shares) == bill.volume_m3
    assert sum(share.amount for share in shares) == whole
    bill.refresh_from_db()
    assert (bill.principal, first.billed_as) == (first.amount, bill)
    assert (second.billed_as.principal, second.billed_as.tenure) == (second.amount, theirs)
    assert second.billed_as.due_on > NOON.date()
    assert bill.adjustments.get().cause == "tenure"
    with pytest.raises(NothingToShare):
        apportion_bill(bill=bill, by=lee, at=NOON)


def test_what_was_paid_too_much_is_given_back(account, bill, lee):
    facts = {"reference": "R1", "account": account, "amount": bill.amount, "method": "app"}
    payment, _ = take_payment(**facts, bill=bill, paid_at=midnight(bill.issued_on), at=NOON)
    mine = end(account, bill.since + timedelta(days=10))
    hold(account, "Lin", mine.held_until)
    apportion_bill(bill=bill, by=lee, at=NOON)

    bill.refresh_from_db(), payment.refresh_from_db()
    assert (bill.unpaid, payment.left) == (0, -bill.adjusted)


def test_the_days_of_nobody_are_asked_of_nobody(account, bill, lee):
    mine = end(account, bill.since + timedelta(days=10))
    now = hold(account, "Lin", date(2026, 11, 5))
    apportion_bill(bill=bill, by=lee, at=NOON)

    gap = ArrearsShare.objects.unowned().get()
    assert (gap.since, gap.until, gap.billed_as) == (mine.held_until, bill.until, None)
    assert not Bill.objects.filter(tenure=now).exists()
    climb_arrears(at=midnight(date(2027, 6, 1)))
    assert not Arrears.objects.filter(tenure=now).exists()


def test_all_days_of_its_holder_there_is_nothing_to_share(bill, lee):
    with pytest.raises(NothingToShare):
        apportion_bill(bill=bill, by=lee, at=NOON)


@pytest.fixture
def gap(account, bill, lee) -> ArrearsShare:
    end(account, bill.since + timedelta(days=10))
    apportion_bill(bill=bill, by=lee, at=NOON)
    return ArrearsShare.objects.unowned().get()


def test_below_the_limit_one_decides(gap):
    row = write_off_share(share=gap, because="Nobody found", by=boss(), at=NOON)

    assert (row.written_off_at, ArrearsShare.objects.unowned().exists()) == (NOON, False)
    with pytest.raises(SharePlaced):
        write_off_share(share=gap, because="Again", by=row.proposed_by, at=NOON)


def test_above_the_limit_another_has_to_agree_and_then_it_is_billed(account, gap):
    DisputeRule.objects.update(second_approval_above=1)
    Tenure.objects.update(held_until=gap.since)
    lin, one = hold(account, "Lin", gap.since), boss()
    paper = keep_upload(upload=upload(picture()), by=one, at=NOON)
    row = assign_share(share=gap, tenure=lin, because="The contract", evidence=paper, by=one, at=NOON)
    assert row.is_proposed and not Bill.objects.filter(tenure=lin).exists()
    with pytest.raises(NeedsAnother):
        agree_on_share(share=gap, by=one, at=NOON)

    done = agree_on_share(share=gap, by=boss("other"), at=NOON)
    assert (done.tenure, done.billed_as.amount, done.billed_as.lines.get().kind) == (lin, gap.amount, "share")
    with pytest.raises(SharePlaced):
        decline_share(share=gap, by=one, at=NOON)


def test_declined_it_waits_again(gap):
    DisputeRule.objects.update(second_approval_above=1)
    one = boss()
    write_off_share(share=gap, because="Nobody found", by=one, at=NOON)
    row = decline_share(share=gap, by=boss("other"), at=NOON)

    assert (row.is_proposed, row.because, ArrearsShare.objects.unowned().get()) == (False, "", gap)


HEAD = "reference,account,since,until,due_on,volume_m3,amount\n"


@pytest.fixture
def take(tmp_path: Path):
    def take(*rows: str, **more) -> None:
        path = tmp_path / "arrears.csv"
        path.write_text(HEAD + "\n".join(rows), encoding="utf-8")
        call_command("import_arrears", str(path), **more)

    return take


def test_old_arrears_are_shared_by_days_and_twice_is_once(account, take, capsys):
    mine = end(account, date(2024, 2, 1))
    lin = hold(account, "Lin", date(2024, 3, 1))
    row = "OLD1,1000001,2024-01-01,2024-04-01,2024-04-20,,91.00"  # 91 days
    take(row, dry_run=True)
    assert not ArrearsShare.objects.exists()
    take(row)
    take(row)

    shares = ArrearsShare.objects.all()
    assert [(share.tenure, share.days, share.amount) for share in shares] == [
        (mine, 31, 31),
        (None, 29, 29),
        (lin, 31, 31),
    ]
    assert [bill.tenure for bill in Bill.objects.order_by("pk")] == [mine, lin]
    assert "1 shares wait" in capsys.readouterr().out


def test_a_volume_is_rated_by_the_tariff_of_its_days(account, take):
    take("OLD1,1000001,2025-01-01,2025-02-01,2025-02-20,31,")

    share = ArrearsShare.objects.get()
    assert (share.volume_m3, share.amount, share.tariff.code) == (31, share.rated, "residential")
    assert share.amount > 31


@pytest.mark.parametrize(
    "wrong",
    [
        "OLD2,999,2024-01-01,2024-04-01,2024-04-20,,91.00",
        "OLD2,1000001,2024-04-01,2024-01-01,2024-04-20,,91.00",
        "OLD2,1000001,2024-01-01,2024-04-01,2024-04-20,,",
        "OLD2,1000001,1950-01-01,1950-04-01,1950-04-20,12,",
        "OLD2,1000001,x,2024-04-01,2024-04-20,,9",
    ],
)
def test_one_bad_row_and_nothing_is_written(account, take, wrong):
    with pytest.raises(CommandError):
        take("OLD1,1000001,2024-01-01,2024-04-01,2024-04-20,,91.00", wrong)
    assert not ArrearsShare.objects.exists()


def billed(account, *until: date) -> list[Bill]:
    """Bill an account from the beginning of the year up to what was read before each of some days."""
    for day in until:
        make_bills(run=Run(date(2026, 1, 1), day, day, day + timedelta(days=20)), at=NOON)
    return list(Bill.objects.filter(gas_account=account, since__isnull=False).order_by("since"))


def measured(account, **readings: str) -> None:
    for day, index in readings.items():
        read(account.service_point.meters.get(), date(2026, int(day[1:3]), int(day[3:])), index)


def hand_over_back_then(account, day: date) -> tuple[Tenure, Tenure]:
    """Put the books right: somebody else held the account until a day."""
    mine = account.tenures.get()
    Tenure.objects.filter(pk=mine.pk).update(held_from=day)
    return hold(account, "Lin", account.opened_on, day), mine


def test_later_bills_of_the_year_are_credited_since_each_holder_begins_at_move_in(account, lee):
    measured(account, d1115="1120", d1215="1150", d1230="1160")
    first, second = billed(account, date(2026, 11, 16), date(2026, 12, 16))
    assert [line.number for line in second.lines.all()] == [3]  # 700 m³ were used before it
    _lin, mine = hand_over_back_then(account, date(2026, 6, 1))

    apportion_bill(bill=first, by=lee, at=NOON)

    own = ArrearsShare.objects.get(tenure=mine)
    second.refresh_from_db()
    rated = rated_anew(second, list(second.stretches.select_related("meter")))
    assert [(line.number, line.used_m3) for line in rated.lines] == [(2, own.volume_m3), (3, 385)]
    assert second.principal == rated.amount < second.amount
    assert second.adjustments.get().cause == "tenure"
    *_before, third = billed(account, date(2026, 12, 31))
    assert third.lines.get().used_m3 == own.volume_m3 + 30


def test_money_paid_for_the_step_that_was_too_dear_pays_something_else(account, lee):
    measured(account, d1115="1120", d1215="1150")
    first, second = billed(account, date(2026, 11, 16), date(2026, 12, 16))
    facts = {"reference": "R1", "account": account, "amount": second.amount, "method": "app"}
    payment, _ = take_payment(**facts, bill=second, paid_at=NOON, at=NOON)
    hand_over_back_then(account, date(2026, 6, 1))

    apportion_bill(bill=first, by=lee, at=NOON)

    second.refresh_from_db(), first.refresh_from_db(), payment.refresh_from_db()
    assert (second.unpaid, first.paid + payment.left) == (0, -second.adjusted)


def test_a_later_bill_that_comes_to_more_stays_as_it_was(account, lee):
    """The limits of a year are cut down to the months since move-in, so gas may get dearer: not afterwards."""
    measured(account, d1201="1020")
    first, second = billed(account, date(2026, 10, 2), date(2026, 12, 2))
    hand_over_back_then(account, date(2026, 6, 1))

    apportion_bill(bill=first, by=lee, at=NOON)

    assert rated_anew(second, list(second.stretches.select_related("meter"))).amount > second.amount
    assert not second.adjustments.exists()


def test_of_a_later_bill_that_was_shared_before_the_part_is_credited(account, lee):
    """Its holder moved in with it, but all that the year had used before stood against them."""
    measured(account, d1115="1120", d1215="1150")
    first, second = billed(account, date(2026, 11, 16), date(2026, 12, 16))
    lin, mine = hand_over_back_then(account, date(2026, 11, 20))
    apportion_bill(bill=second, by=lee, at=NOON)
    own, theirs = ArrearsShare.objects.get(tenure=mine), ArrearsShare.objects.get(tenure=lin).billed_as
    dear = own.rated

    apportion_bill(bill=first, by=lee, at=NOON)

    second.refresh_from_db(), theirs.refresh_from_db()
    assert (second.principal, theirs.adjusted) == (own.volume_m3 * Decimal("2.32"), 0)
    assert second.principal < dear


def test_a_year_does_not_count_what_the_share_of_another_used(account, lee):
    """A shared bill across the end of a year counts in each year for the days that fell in it."""
    make_bills(run=Run(date(2025, 12, 1), date(2026, 2, 2), date(2026, 2, 3), date(2026, 2, 20)), at=NOON)
    bill = Bill.objects.get()
    lin, mine = hand_over_back_then(account, date(2026, 1, 11))
    apportion_bill(bill=bill, by=lee, at=NOON)

    books = accounts_to_bill([account], date(2026, 3, 1))[account.pk]
    shares = dict(ArrearsShare.objects.values_list("tenure", "volume_m3"))
    assert books.used[mine.pk, 2026] == shares[mine.pk]
    assert books.used[lin.pk, 2025] + books.used[lin.pk, 2026] == shares[lin.pk]
    assert books.used[lin.pk, 2026] == round(shares[lin.pk] * 10 / 41, 3)
