"""Late charges that somebody asks us to drop: by the rule at once, by a person within their limit, and all counted."""

from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from billing.actions.waivers import (
    AboveTheLimit,
    DecidedBefore,
    MoreThanCharged,
    NothingToDrop,
    PaperFirst,
    ask_waiver,
    decide_waiver,
)
from billing.models import Dispute, LateWaiver
from billing.queries.standings import standings_of
from billing.queries.waiver_figures import waiver_figures
from billing.queries.waivers import waiver_facts
from gasservice.cases.models import Case, Routing
from gasservice.notices.actions import Recipient, tell
from gasservice.notices.models import Delivery
from gasservice.registry.access import midnight
from gasservice.registry.models import Customer, GasAccount, Tenure
from gasservice.users.models import Team, User
from tests.billing.conftest import NOON
from tests.billing.test_payments import issued, pay
from tests.cases.conftest import three
from tests.files.pictures import picture, upload
from tests.registry.conftest import outage_in
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 10)
TODAY = NOON.date()
# 26 November: 70 days after the seven of grace, half a thousandth of 1,000 yuan for each.
CHARGE = Decimal("35.00")


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()
    cache.clear()


@pytest.fixture
def bill(account, lee):
    Routing.objects.create(door="billing", team=lee.team)
    return issued(account, "1000.00", DUE)


def ask(bill, by, reason="first_time", **said):
    said = {"words": "", "evidence": None, "at": NOON} | said
    return ask_waiver(bill=bill, reason=reason, by=by, **said)


def standing(bill, day=TODAY):
    bill.refresh_from_db()
    return standings_of([bill], day)[0]


def waived_before(bill, months: int) -> None:
    """Drop a late charge of an older bill of the same holder some months before."""
    old = issued(bill.gas_account, "100.00", DUE - timedelta(days=30 * months + 60))
    pay(bill.gas_account, "100", old.due_on, reference=f"old{months}", bill=old)
    at = NOON - timedelta(days=30 * months)
    LateWaiver.objects.create(bill=old, reason="first_time", asked_at=at, granted=1, decided_at=at)


def test_the_first_time_is_dropped_at_once_by_the_rule_and_nothing_is_left_when_paid_that_day(bill, mei):
    assert standing(bill).late_amount == CHARGE
    row = ask(bill, mei)

    assert (row.granted, row.decided_by, row.case) == (CHARGE, None, None)
    assert standing(bill).payable == 1000
    pay(bill.gas_account, "1000", TODAY)
    assert standing(bill, TODAY + timedelta(days=90)).payable == 0


def test_what_accrues_after_the_answer_is_owed(bill, mei):
    ask(bill, mei)

    assert standing(bill, TODAY + timedelta(days=10)).late_due == Decimal("5.00")


def test_what_was_paid_of_a_dropped_charge_is_given_back(bill, mei):
    payment = pay(bill.gas_account, str(1000 + CHARGE), TODAY)
    assert standing(bill).payable == 0
    ask(bill, mei)
    payment.refresh_from_db()

    assert payment.left == CHARGE
    assert standing(bill).bill.late_paid == 0


def test_asked_twice_it_is_one_and_without_a_charge_there_is_nothing_to_drop(bill, account, mei):
    assert ask(bill, mei) == ask(bill, mei)
    assert LateWaiver.objects.count() == 1
    with pytest.raises(NothingToDrop):
        ask(issued(account, "50.00", TODAY), mei)


@pytest.mark.parametrize(("months", "is_at_once"), [(3, False), (23, False), (26, True)])
def test_the_first_time_means_none_within_24_months_at_any_account_of_the_holder(bill, mei, months, is_at_once):
    waived_before(bill, months)

    assert ask(bill, mei).is_decided is is_at_once


def test_a_second_account_of_the_same_person_counts_too(bill, account, mei):
    waived_before(bill, 3)
    other = GasAccount.objects.create(number="2", service_point=account.service_point, opened_on=DUE)
    again = Customer.objects.create(code="K2", name="Mei", user=mei)
    Tenure.objects.create(gas_account=other, customer=again, held_from=date(2023, 1, 1))
    theirs = issued(other, "1000.00", DUE)

    assert waiver_facts(theirs, "", False, NOON).last_waived_on is not None
    assert not ask(theirs, mei).is_decided


@pytest.mark.parametrize("key", ["bills:2026-08-21:2026-09-10", "arrears:T0", "arrears:T0:2", "reminder:1000001"])
def test_our_failed_notice_shows_in_our_books_unless_it_reached_them_in_another_way(bill, mei, lee, key):
    told_at = midnight(DUE - timedelta(days=5))
    tell(key=key, topic="claim-told", to=[Recipient(user=mei), Recipient(user=lee)], at=told_at)
    Delivery.objects.filter(user=lee, channel="email").update(state="sent", sent_at=told_at)
    assert not waiver_facts(bill, "", False, NOON).has_notice_failed

    Delivery.objects.filter(user=mei, channel="email").update(state="dead")
    assert waiver_facts(bill, "", False, NOON).has_notice_failed
    Delivery.objects.filter(user=mei, channel="portal").update(read_at=told_at)
    assert not waiver_facts(bill, "", False, NOON).has_notice_failed


def test_a_failed_notice_about_something_else_or_after_the_due_day_is_none_of_this_bill(bill, mei):
    for key, day in [("bill-issued:T99", DUE), (f"bill-issued:{bill.number}", DUE + timedelta(days=1))]:
        tell(key=key, topic="claim-told", to=[Recipient(user=mei)], at=midnight(day))
    Delivery.objects.filter(channel="email").update(state="dead")

    assert not waiver_facts(bill, "", False, NOON).has_notice_failed


@pytest.mark.parametrize(("hours", "days"), [(20, 0), (50, 2)])
def test_whole_days_without_gas_after_the_due_day_count(bill, hours, days):
    garden = bill.gas_account.service_point.premise.community
    start = midnight(DUE + timedelta(days=10))
    outage = outage_in(garden, starts_at=start, published_at=start - timedelta(days=3))
    outage.started_at, outage.restored_at = start, start + timedelta(hours=hours)
    outage.save()
    elsewhere = outage_in(garden, starts_at=start, reference="T-2")
    elsewhere.current.areas.update(building="9")
    elsewhere.started_at = start
    elsewhere.save()

    assert waiver_facts(bill, "", False, NOON).outage_days == days


def test_disputed_days_count_unless_the_dispute_was_refused(bill, matter):
    held = {"held_from": DUE + timedelta(days=3), "held_until": DUE + timedelta(days=13)}
    dispute = Dispute.objects.create(case=matter, bill=bill, amount=10, **held)
    assert waiver_facts(bill, "", False, NOON).disputed_days == 10

    Dispute.objects.filter(pk=dispute.pk).update(
        verdict="refused", proposed_by=matter.owner, proposed_at=NOON, decided_at=NOON
    )
    assert waiver_facts(bill, "", False, NOON).disputed_days == 0


def test_a_stay_in_hospital_wants_a_paper_and_then_a_person(bill, mei):
    with pytest.raises(PaperFirst) as refused:
        ask(bill, mei, "hospital")
    assert refused.value.field == "evidence"
    row = ask(bill, mei, "hospital", evidence=upload(picture()))

    assert (row.is_decided, row.case.kind.code, row.case.filed_by) == (False, "late-charge-waiver", mei)
    assert row.case.commitments.exists()


def test_a_request_whose_case_was_withdrawn_is_asked_anew_in_its_place(bill, mei):
    row = ask(bill, mei, "", words="请通融")
    Case.objects.filter(pk=row.case_id).update(status="withdrawn")
    again = ask(bill, mei)

    assert (again.pk, again.granted) == (row.pk, CHARGE)


@pytest.mark.django_db(transaction=True)
def test_four_clicks_at_once_are_one_request(bill, mei):
    start, seen = Barrier(4), []

    def click():
        start.wait()
        try:
            seen.append(ask(bill, mei, "", words="请通融").pk)
        finally:
            connection.close()

    clicks = [Thread(target=click) for _ in range(4)]
    [one.start() for one in clicks], [one.join() for one in clicks]

    assert len(seen) == 4
    assert len(set(seen)) == LateWaiver.objects.count() == Case.objects.count() == 1


def supervisor(name: str) -> User:
    team = Team.objects.get_or_create(code="head", defaults=three("name", "Heads"))[0]
    return User.objects.create_user(f"{name}@gas.example", name=name, role="supervisor", team=team)


def decide(row, by, granted, at=NOON):
    return decide_waiver(waiver=row, granted=Decimal(granted), answer="Because.", by=by, at=at)


def test_a_person_drops_a_part_and_the_case_tells_the_reason(bill, mei, lee):
    row = decide(ask(bill, mei, "", words="请通融"), lee, "20")
    resolution = row.case.resolutions.get()

    assert (row.granted, resolution.finding, resolution.words) == (20, "in_part", "Because.")
    assert standing(bill).late_due == CHARGE - 20
    with pytest.raises(DecidedBefore):
        decide(row, lee, "10")


@pytest.mark.parametrize(("granted", "finding"), [("0", "not_upheld"), ("35", "done")])
def test_a_refusal_and_a_whole_waiver_are_findings_of_their_own(bill, mei, lee, granted, finding):
    row = decide(ask(bill, mei, "", words="请通融"), lee, granted)

    assert row.case.resolutions.get().finding == finding


def test_no_more_than_has_accrued_and_no_more_than_the_limit_of_a_role(account, bill, mei, lee):
    with pytest.raises(MoreThanCharged):
        decide(ask(bill, mei, "", words="请通融"), lee, "35.01")
    row = ask(issued(account, "2000.00", DUE), mei, "", words="请通融")
    with pytest.raises(AboveTheLimit):
        decide(row, lee, "50.01")

    assert decide(row, supervisor("sun"), "50.01").granted == Decimal("50.01")


def test_above_the_limit_of_a_supervisor_it_takes_two(account, mei, bill):
    row = ask(issued(account, "20000.00", DUE), mei, "", words="请通融")
    sun, hu = supervisor("sun"), supervisor("hu")

    assert not decide(row, sun, "600").is_decided
    with pytest.raises(AboveTheLimit):
        decide(row, sun, "600")
    assert not decide(row, hu, "650").is_decided  # more than was agreed to: the first has to look again
    done = decide(row, sun, "650")

    assert (done.granted, done.agreed_by, done.decided_by) == (650, hu, sun)


def test_every_request_is_counted_by_month_reason_and_who_answered(account, bill, mei, lee):
    ask(bill, mei)
    second = issued(account, "800.00", DUE)
    decide(ask(second, mei, ""), lee, "10")
    third = issued(account, "700.00", DUE)
    decide(ask(third, mei, ""), lee, "0")
    ask(issued(account, "600.00", DUE), mei)
    figures = waiver_figures(TODAY)
    whole = figures.whole

    assert (whole.asked, whole.by_rule, whole.by_person, whole.refused, whole.waiting) == (4, 1, 1, 1, 1)
    assert whole.amount == CHARGE + 10
    assert list(figures.months) == [TODAY.replace(day=1)]
    assert figures.reasons["first_time"].asked == 2
    assert {by: tally.asked for by, tally in figures.answered_by.items()} == {"rule": 1, "agent": 2, "waiting": 1}


def test_on_the_page_it_is_dropped_and_said_and_nobody_else_finds_it(client, bill, mei):
    address = reverse("waive-late-charge", args=[bill.number])
    LateWaiver.objects.all().delete()
    client.force_login(mei)
    said = client.post(address, {"reason": "first_time"}, follow=True).text
    stranger = User.objects.create_user("other@home.example", name="Other")
    client.force_login(stranger)

    assert "Dropped: ¥" in said
    assert client.get(address).status_code == 404


def test_another_reason_wants_words_and_comes_to_a_person(client, bill, mei):
    address = reverse("waive-late-charge", args=[bill.number])
    client.force_login(mei)
    assert "words" in client.post(address, {"reason": "other"}).context["form"].errors
    client.post(address, {"reason": "other", "words": "请通融"})
    client.post(address, {"reason": "other", "words": "请通融"})

    assert LateWaiver.objects.get().case.is_live


def test_whoever_holds_the_account_does_not_decide_on_it(client, bill, mei, lee):
    row = ask(bill, mei, "", words="请通融")
    address = reverse("decide-waiver", args=[row.pk])
    client.force_login(lee)
    assert client.get(address).status_code == 200
    Customer.objects.filter(user=mei).update(user=lee)

    assert client.get(address).status_code == 404
    assert row.bill.number not in client.get(reverse("waivers-to-decide")).text
