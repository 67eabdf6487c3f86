"""Deciding a dispute: credits from stored facts, days held after it, two people above a limit, once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import translation

from billing.actions.deciding import (
    DecidedBefore,
    NotThatVerdict,
    OwnProposal,
    approve_decision,
    decide_dispute,
    send_decision_back,
)
from billing.actions.disputes import DisputedBefore, settle_ended_holds
from billing.actions.payments import take_payment
from billing.models import Adjustment, Bill, Dispute, Payment
from billing.queries.standings import standings_of
from billing.telling.disputes import usual_alternatives
from gasservice.cases.actions.customer import withdraw_case
from gasservice.notices.models import Notice
from gasservice.registry.models import MeterHold
from gasservice.standards.models import DisputeRule
from gasservice.web.refusals import Refusal
from tests.billing.disputing import bills_of_autumn, disputed, noon, supervisor_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 26)
A_DAY = timedelta(days=1)


@pytest.fixture
def bill(account, lee):
    """The bill of October: 69.60 yuan, due on 22 November."""
    return bills_of_autumn(account, lee.team)[2]


@pytest.fixture
def ran(lee):
    return supervisor_of(lee.team)


@pytest.fixture
def low_limit(bill):
    DisputeRule.objects.update(second_approval_above=Decimal(20))


def decide(dispute: Dispute, by, verdict: str, credit: str | None = None, day: date = DAY) -> Dispute:
    credits = {row.pk: credit and Decimal(credit) for row in dispute.lines.all()}
    facts = {"words": "The reading was wrong.", "alternatives": "Call 12345."}
    decided = decide_dispute(dispute=dispute, verdict=verdict, credits=credits, by=by, at=noon(day), **facts)
    decided.refresh_from_db()
    return decided


def standing(bill, day=DAY):
    bill.refresh_from_db()
    return standings_of([bill], day)[0]


def test_in_part_it_is_credited_told_and_the_rest_waits_fifteen_days(bill, mei, lee):
    dispute = decide(disputed(bill, mei, DAY), lee, "part", "23.20")

    note, case = Adjustment.objects.get(), dispute.case
    case.refresh_from_db()
    assert (note.amount, note.cause, note.line.position) == (Decimal("-23.20"), "dispute", 1)
    assert (note.by, note.approved_by, note.case_reference) == (lee, None, case.reference)
    assert (dispute.held_until, case.status) == (date(2026, 12, 12), "resolved")
    assert "23.20" in case.resolutions.get().words
    assert "Call 12345." in case.resolutions.get().words
    assert Notice.objects.filter(topic="case-resolved").exists()
    last_held, due_again = standing(bill, date(2026, 12, 11)), standing(bill, date(2026, 12, 12))
    assert (last_held.payable, last_held.held) == (0, Decimal("46.40"))
    assert (due_again.undisputed, due_again.held) == (Decimal("46.40"), 0)
    assert due_again.late_due == Decimal("0.02")  # that one day of half a thousandth


def test_upheld_all_is_credited_and_what_was_paid_is_free_again(account, bill, mei, lee):
    facts = {"reference": "R1", "method": "app", "paid_at": noon(DAY), "at": noon(DAY)}
    take_payment(account=account, amount=Decimal("208.80"), **facts)

    decide(disputed(bill, mei, DAY), lee, "upheld")

    bill.refresh_from_db()
    late_paid = sum(Bill.objects.values_list("late_paid", flat=True))  # of the bills before
    assert (bill.principal, bill.paid, Payment.objects.get().left + late_paid) == (0, 0, Decimal("69.60"))


def test_refused_nothing_changes_but_the_day(bill, mei, lee):
    dispute = decide(disputed(bill, mei, DAY), lee, "refused")

    assert (dispute.credited, Adjustment.objects.count(), dispute.case.status) == (0, 0, "resolved")
    assert standing(bill, date(2026, 12, 11)).payable == 0
    with pytest.raises(DisputedBefore, match="decided"):
        disputed(bill, mei, DAY + A_DAY)
    assert disputed(bill, lee, DAY + A_DAY).is_open  # one of us may open it again


def test_money_that_waits_pays_once_the_hold_has_ended(account, bill, mei, lee):
    dispute = disputed(bill, mei, DAY)
    facts = {"reference": "R1", "method": "app", "paid_at": noon(DAY), "at": noon(DAY)}
    take_payment(account=account, amount=Decimal(300), **facts)
    decide(dispute, lee, "refused")

    settle_ended_holds(at=noon(date(2026, 12, 11)))
    assert not standing(bill, date(2026, 12, 11)).bill.is_paid
    settle_ended_holds(at=noon(date(2026, 12, 12)))

    assert standing(bill, date(2027, 3, 1)).bill.is_paid
    assert bill.late_paid == standing(bill, date(2027, 3, 1)).late_due == 0


@pytest.mark.parametrize(("verdict", "credit"), [("part", None), ("part", "69.60"), ("part", "70"), ("part", "-1")])
def test_amounts_go_with_the_verdict(bill, mei, lee, verdict, credit):
    dispute = disputed(bill, mei, DAY)

    with pytest.raises(NotThatVerdict):
        decide(dispute, lee, verdict, credit)

    dispute.refresh_from_db()
    assert (dispute.verdict, dispute.is_open) == ("", True)


def test_above_the_limit_it_waits_for_another_person(bill, mei, lee, ran, low_limit):
    dispute = decide(disputed(bill, mei, DAY, reason="meter"), lee, "part", "20.01")

    assert (dispute.waits_for_second, Adjustment.objects.count()) == (True, 0)
    with pytest.raises(OwnProposal):
        approve_decision(dispute=dispute, by=lee, at=noon(DAY))
    with pytest.raises(DecidedBefore):
        decide(dispute, ran, "refused")

    approve_decision(dispute=dispute, by=ran, at=noon(DAY + A_DAY))

    note = Adjustment.objects.get()
    dispute.refresh_from_db()
    assert (note.by, note.approved_by, dispute.held_until) == (lee, ran, date(2026, 12, 13))
    assert not MeterHold.objects.standing().exists()


def test_up_to_the_limit_one_decides(bill, mei, lee, low_limit):
    assert decide(disputed(bill, mei, DAY), lee, "part", "20").decided_at


def test_sent_back_it_can_be_decided_anew(bill, mei, lee, ran, low_limit):
    dispute = decide(disputed(bill, mei, DAY), lee, "upheld")

    send_decision_back(dispute=dispute, because="Which reading?", by=ran, at=noon(DAY))

    assert dispute.case.notes.get().body == "Which reading?"
    assert decide(dispute, lee, "part", "10").decided_at


def test_taken_back_while_it_waits_nobody_approves_it(bill, mei, lee, ran, low_limit):
    dispute = decide(disputed(bill, mei, DAY), lee, "upheld")
    withdraw_case(case=dispute.case, by=mei, at=noon(DAY))

    with pytest.raises(DecidedBefore):
        approve_decision(dispute=dispute, by=ran, at=noon(DAY))
    assert not Adjustment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_does(bill, mei, lee, ran):
    dispute = disputed(bill, mei, DAY)

    def press(who) -> bool:
        with closing(connection):
            try:
                return bool(decide(dispute, who, "part", "10"))
            except Refusal:
                return False

    with ThreadPoolExecutor(2) as hands:
        assert sum(hands.map(press, (lee, ran))) == 1
    assert Adjustment.objects.get().amount == -10


@pytest.mark.parametrize(("language", "words"), [("en", "instalments"), ("zh-hans", "分期"), ("zh-hant", "12345")])
def test_the_ways_that_are_open_are_told_in_the_customers_language(language, words):
    with translation.override(language):
        assert words in usual_alternatives()
