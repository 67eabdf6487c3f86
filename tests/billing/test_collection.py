"""Visits to collect: announced by the rule, checked with a code, refused, complained of, and paid once."""

from datetime import datetime, timedelta
from decimal import Decimal
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from billing.actions.collection import (
    AmountDisputed,
    NobodyToTell,
    NothingToCollect,
    VisitAhead,
    VisitOver,
    WindowNotKept,
    announce_collection,
    call_off_collection,
    keep_collector,
    resend_collection_code,
)
from billing.actions.collection_doors import (
    CODE_TRIES,
    CollectedBefore,
    ComplainedBefore,
    MoreThanOwed,
    NoSuchVisit,
    OutsideTheWindow,
    check_collector,
    collect_payment,
    complain_of_collection,
    end_missed_visits,
    refuse_collection,
    report_nobody,
)
from billing.collecting import fault_of_window, word_of
from billing.models import CollectionVisit, Dispute, Payment
from billing.terms import WindowFault
from gasservice.cases.access import visible_to
from gasservice.cases.models import Routing
from gasservice.notices.models import Delivery, NoticeText
from gasservice.registry.models import Customer, Tenure
from gasservice.registry.secrets import hash_of_code
from gasservice.standards.models import CollectionRule
from gasservice.users.models import User
from tests.billing.conftest import NOON
from tests.billing.test_payments import issued
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 28, 9, tzinfo=ZONE)
END = START + timedelta(hours=3)
CODE = "604218"
RULE = CollectionRule(notice_hours=24, opens=480, closes=1200, window_hours=4, code_hours=2)


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()
    cache.clear()


@pytest.fixture
def wang(lee):
    user = User.objects.create_user("wang@gas.example", name="王芳", role="field_worker", team=lee.team)
    return keep_collector(user=user, badge="SF-12", photo=None, is_active=True, by=lee, at=NOON)


@pytest.fixture
def bill(account):
    return issued(account, "100.00", (NOON - timedelta(days=5)).date())


def announce(account, wang, by=None, **more):
    facts = {"starts_at": START, "ends_at": END, "at": NOON} | more
    return announce_collection(account=account, collector=wang, by=by, **facts)


@pytest.fixture
def visit(account, bill, wang, lee):
    row = announce(account, wang, lee)
    row.code_hash = hash_of_code(CODE, f"collection {row.pk}")
    row.save()
    return row


@pytest.mark.parametrize(
    ("day", "since", "until", "fault"),
    [
        (2, (9, 0), (12, 0), None),
        (1, (13, 0), (16, 0), None),
        (1, (12, 0), (13, 0), None),
        (1, (11, 59), (13, 0), WindowFault.TOO_SOON),
        (2, (7, 59), (10, 0), WindowFault.HOURS),
        (2, (17, 0), (20, 1), WindowFault.HOURS),
        (2, (16, 0), (20, 0), None),
        (2, (9, 0), (13, 1), WindowFault.TOO_LONG),
        (2, (12, 0), (9, 0), WindowFault.BACKWARDS),
        (2, (9, 0), (9, 0), WindowFault.BACKWARDS),
    ],
)
def test_a_window_keeps_to_the_rule(day, since, until, fault):
    on = NOON.replace(hour=0) + timedelta(days=day)
    starts, ends = (on.replace(hour=hour, minute=minute) for hour, minute in (since, until))

    assert fault_of_window(RULE, starts, ends, NOON) == fault


@given(st.integers(0, 5000), st.integers(1, 600))
def test_what_is_let_through_is_told_in_time_and_never_at_night(minutes, length):
    starts = NOON + timedelta(minutes=minutes)
    ends = starts + timedelta(minutes=length)
    if fault_of_window(RULE, starts, ends, NOON) is None:
        assert starts - NOON >= timedelta(hours=24)
        assert 8 <= starts.hour < 20
        assert (ends.hour, ends.minute) <= (20, 0)
        assert ends - starts <= timedelta(hours=4)


def test_both_see_a_word_that_changes_with_the_code():
    words = {word_of(str(number)) for number in range(50)}

    assert word_of("1") == word_of("1")
    assert len(words) > 40


def test_it_is_announced_with_a_code_that_only_the_customer_gets(visit, mei, wang, lee):
    letter = Delivery.objects.get(user=mei, channel="portal")
    words = NoticeText.objects.get(notice=letter.notice).body

    assert (visit.amount, visit.collector, visit.announced_by) == (100, wang, lee)
    assert "SF-12" in words
    assert "¥100" in words
    assert letter.link.endswith(f"?visit={visit.reference}")
    assert not Delivery.objects.exclude(user=mei).exists()


@pytest.mark.parametrize(
    "more",
    [
        {"starts_at": NOON + timedelta(hours=23), "ends_at": NOON + timedelta(hours=24)},
        {"starts_at": START.replace(hour=6)},
        {"ends_at": START + timedelta(hours=5)},
    ],
)
def test_a_window_that_is_not_kept_is_refused(account, bill, wang, more):
    with pytest.raises(WindowNotKept):
        announce(account, wang, **more)


def test_what_is_told_at_night_is_told_when_the_quiet_hours_end(account, bill, wang):
    CollectionRule.objects.update(notice_hours=2)
    night = START.replace(hour=2)
    with pytest.raises(WindowNotKept):
        announce(account, wang, at=night, starts_at=START.replace(hour=8))

    assert announce(account, wang, at=night)


def test_announced_twice_it_is_one_and_another_is_refused(visit, account, wang):
    assert announce(account, wang) == visit
    with pytest.raises(VisitAhead):
        announce(account, wang, starts_at=START + timedelta(hours=1))


def test_nobody_goes_where_nothing_is_overdue_or_all_is_disputed(account, wang, matter):
    issued(account, "80.00", (NOON + timedelta(days=5)).date())
    with pytest.raises(NothingToCollect):
        announce(account, wang)
    disputed = issued(account, "100.00", (NOON - timedelta(days=5)).date())
    Dispute.objects.create(case=matter, bill=disputed, amount=100, held_from=NOON.date())
    with pytest.raises(AmountDisputed):
        announce(account, wang)


def test_nobody_goes_for_what_a_former_holder_owes_or_where_nobody_can_be_told(account, bill, wang):
    Tenure.objects.update(held_until=NOON.date())
    newcomer = Customer.objects.create(code="K2", name="新户主")
    Tenure.objects.create(gas_account=account, customer=newcomer, held_from=NOON.date())
    with pytest.raises(NobodyToTell):
        announce(account, wang)
    Customer.objects.filter(pk=newcomer.pk).update(phone="+8613800138000")
    with pytest.raises(NothingToCollect):
        announce(account, wang)


def check(visit, code=CODE, at=NOON):
    return check_collector(reference=visit.reference, code=code, at=at)


def test_the_right_code_shows_the_visit_until_it_ends(visit):
    assert check(visit) == visit
    assert check(visit, " 604 218 ", at=END + timedelta(hours=1)) == visit
    visit.refresh_from_db()
    assert visit.checked_at == NOON
    with pytest.raises(NoSuchVisit):
        check(visit, at=END + timedelta(hours=2))


def test_wrong_codes_are_counted_and_then_even_the_right_one_is_not_told(visit, lee):
    said = set()
    for _ in range(CODE_TRIES):
        with pytest.raises(NoSuchVisit) as refused:
            check(visit, "000000")
        said.add(refused.value.message)
    with pytest.raises(NoSuchVisit) as refused:
        check(visit)
    said.add(refused.value.message)
    with pytest.raises(NoSuchVisit) as refused:
        check_collector(reference="C9999-1", code=CODE, at=NOON)
    said.add(refused.value.message)
    visit.refresh_from_db()

    assert len(said) == 1
    assert visit.tries == CODE_TRIES
    resend_collection_code(visit=visit, by=lee, at=NOON)
    visit.refresh_from_db()
    assert visit.tries == 0


def test_a_new_code_ends_the_one_before(visit, lee):
    resend_collection_code(visit=visit, by=lee, at=NOON)

    with pytest.raises(NoSuchVisit):
        check(visit)


@pytest.fixture
def checked(client, visit):
    """The customer's browser, not signed in, after number and code; as long as the code would serve today."""
    CollectionVisit.objects.filter(pk=visit.pk).update(code_until=datetime(2099, 1, 1, tzinfo=ZONE))
    client.post(reverse("check-collector"), {"reference": visit.reference, "code": CODE})
    return client


def test_whoever_has_the_code_sees_who_comes_and_what_is_owed_and_nobody_else_does(checked, visit, client):
    shown = checked.get(reverse("collection-visit")).text

    assert all(words in shown for words in ("王芳", "SF-12", word_of(visit.code_hash)))
    assert "T0" in shown
    checked.cookies.clear()
    assert checked.get(reverse("collection-visit")).status_code == 404
    unknown = checked.post(reverse("check-collector"), {"reference": "C1-1", "code": CODE})
    wrong = checked.post(reverse("check-collector"), {"reference": visit.reference, "code": "111111"})
    assert unknown.status_code == wrong.status_code == 200
    assert unknown.context["form"].errors == wrong.context["form"].errors


def test_somebody_who_tries_codes_is_stopped(client, visit):
    answers = [
        client.post(reverse("check-collector"), {"reference": visit.reference, "code": f"{n:06}"}).status_code
        for n in range(12)
    ]

    assert answers[-1] == 429


def test_the_customer_wants_no_visit_and_the_collector_is_told(checked, visit, wang):
    checked.post(reverse("refuse-collection"), {"because": "我去营业厅缴"})
    visit.refresh_from_db()

    assert (visit.outcome, visit.because) == ("refused", "我去营业厅缴")
    assert Delivery.objects.filter(user=wang.user, notice__topic="collection-not").exists()
    with pytest.raises(VisitOver):
        collect_payment(visit=visit, amount=Decimal(10), by=wang.user, at=START)


def test_a_complaint_names_the_collector_who_never_sees_it(checked, visit, wang, mei, lee):
    Routing.objects.create(door="complaints", team=lee.team)
    answer = checked.post(reverse("complain-of-collection"), {"words": "态度很差"}, follow=True)
    visit.refresh_from_db()
    case = visit.complaint

    assert answer.status_code == 200
    assert (case.kind.code, case.gas_account, case.customer.user) == ("door-collection", visit.gas_account, mei)
    assert visit.reference in case.messages.get().body
    assert case in visible_to(lee)
    assert case not in visible_to(wang.user)
    with pytest.raises(ComplainedBefore):
        complain_of_collection(visit=visit, words="again", by=None, at=NOON)


def test_money_is_taken_once_in_the_window_and_no_more_than_is_owed(visit, bill, wang):
    at = START + timedelta(hours=1)
    take = {"visit": visit, "by": wang.user}
    owed = Decimal("100.00")
    for when in (START - timedelta(minutes=1), END + timedelta(minutes=1)):
        with pytest.raises(OutsideTheWindow):
            collect_payment(amount=owed, at=when, **take)
    with pytest.raises(MoreThanOwed):
        collect_payment(amount=owed + Decimal("0.01"), at=at, **take)
    paid = collect_payment(amount=owed, at=at, **take)

    assert collect_payment(amount=owed, at=at + timedelta(minutes=1), **take) == paid
    with pytest.raises(CollectedBefore):
        collect_payment(amount=Decimal(50), at=at, **take)
    bill.refresh_from_db(), visit.refresh_from_db()
    assert (bill.paid, paid.reference, paid.method, paid.taken_by) == (100, visit.reference, "collector", wang.user)
    assert (visit.outcome, visit.payment) == ("collected", paid)
    assert Delivery.objects.filter(notice__key=f"collection-paid:{visit.reference}").exists()


def test_what_was_paid_or_disputed_since_is_not_taken_again(visit, bill, wang, matter):
    Dispute.objects.create(case=matter, bill=bill, amount=40, held_from=NOON.date())

    with pytest.raises(MoreThanOwed):
        collect_payment(visit=visit, amount=Decimal("60.01"), by=wang.user, at=START)
    collect_payment(visit=visit, amount=Decimal(60), by=wang.user, at=START)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_payment(visit, wang):
    start, seen = Barrier(3), []

    def press():
        start.wait()
        try:
            seen.append(collect_payment(visit=visit, amount=Decimal(50), by=wang.user, at=START).pk)
        finally:
            connection.close()

    presses = [Thread(target=press) for _ in range(3)]
    [one.start() for one in presses], [one.join() for one in presses]

    assert len(seen) == 3
    assert len(set(seen)) == Payment.objects.count() == 1


def test_nobody_there_called_off_and_refused_at_the_door_are_told_to_the_customer(visit, account, wang, lee, mei):
    with pytest.raises(OutsideTheWindow):
        report_nobody(visit=visit, by=wang.user, at=NOON)
    report_nobody(visit=visit, by=wang.user, at=START)
    again = announce(account, wang)
    call_off_collection(visit=again, because="收费员病假", by=lee, at=NOON)
    third = announce(account, wang)
    refuse_collection(visit=third, because="", by=wang.user, at=START, is_at_door=True)

    assert Delivery.objects.filter(user=mei, channel="portal", notice__topic="collection-off").count() == 3
    assert Delivery.objects.filter(user=wang.user, channel="portal").count() == 1


def test_a_visit_that_nobody_closed_is_ended_and_the_customer_told(visit, mei):
    assert end_missed_visits(at=END) == 0
    assert end_missed_visits(at=visit.code_until) == 1
    assert end_missed_visits(at=visit.code_until) == 0
    visit.refresh_from_db()

    assert visit.outcome == "missed"
    assert Delivery.objects.filter(user=mei, notice__topic="collection-off").exists()


def test_a_collector_sees_their_own_round_and_never_the_code(client, visit, wang, lee, account):
    other = User.objects.create_user("li@gas.example", name="李", role="field_worker", team=lee.team)
    keep_collector(user=other, badge="SF-13", photo=None, is_active=True, by=lee, at=NOON)
    address = reverse("round-stop", args=[visit.reference])
    client.force_login(other)
    assert client.get(address).status_code == 404
    assert client.get(reverse("rounds")).status_code == 200
    client.force_login(wang.user)
    shown = client.get(address).text

    assert word_of(visit.code_hash) in shown
    assert CODE not in shown
