"""Disputing lines of a bill: what stands still and what stays payable, who may, once, and how it is taken back."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection

from billing.actions.disputes import (
    DisputedBefore,
    DisputesAlready,
    MoreThanTheLine,
    NothingDisputed,
    attach_dispute,
    open_dispute,
)
from billing.actions.payments import take_payment
from billing.disputing import DisputedPart
from billing.models import Dispute, DisputedLine
from billing.queries.standings import bills_payable, standings_of
from gasservice.cases.actions.customer import withdraw_case
from gasservice.cases.actions.erasing import erase_case
from gasservice.cases.actions.work import resolve_case
from gasservice.cases.models import Case
from gasservice.registry.actions.stops import StopGuarded, execute_stop, order_stop
from gasservice.registry.models import MeterHold
from gasservice.web.refusals import Refusal
from tests.billing.disputing import bills_of_autumn, disputed, noon, supervisor_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 26)
A_DAY = timedelta(days=1)


@pytest.fixture
def bills(account, lee):
    return bills_of_autumn(account, lee.team)


@pytest.fixture
def bill(bills):
    """The bill of October: 69.60 yuan, due on 22 November."""
    return bills[2]


def standing(bill, day=DAY):
    bill.refresh_from_db()
    return standings_of([bill], day)[0]


def test_it_opens_a_case_with_its_promises_and_holds_its_amount_only(bill, mei):
    dispute = disputed(bill, mei, DAY, "40")

    case, now = dispute.case, standing(bill)
    assert (case.door, case.kind.code, case.filed_by, case.customer.user) == ("billing", "bill-question", mei, mei)
    assert case.commitments.exists()
    assert (dispute.held_from, dispute.held_until, dispute.amount) == (DAY, None, 40)
    assert (now.held, now.payable) == (40, Decimal("29.60"))


def test_the_same_form_sent_twice_is_one_dispute(bill, mei):
    submission = uuid4()
    first = disputed(bill, mei, DAY, submission=submission)

    assert disputed(bill, mei, DAY, submission=submission) == first
    assert (Case.objects.count(), Dispute.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("parts", "refused"),
    [
        ([], NothingDisputed),
        ([DisputedPart(9, "reading")], NothingDisputed),
        ([DisputedPart(1, "reading", Decimal("69.61"))], MoreThanTheLine),
        ([DisputedPart(1, "reading", Decimal(0))], MoreThanTheLine),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_no_case(bill, mei, parts, refused):
    with pytest.raises(refused):
        open_dispute(bill=bill, lines=parts, words="Wrong", by=mei, at=noon(DAY), submission=uuid4())

    assert not Case.objects.exists()


def test_a_line_in_dispute_is_refused_with_its_case(bill, mei):
    first = disputed(bill, mei, DAY, "10")

    with pytest.raises(DisputedBefore, match=first.case.reference):
        disputed(bill, mei, DAY, "10")


def test_what_is_paid_may_be_disputed_and_nothing_is_held(account, bill, mei):
    for at, amount in enumerate(("300",)):
        facts = {"reference": f"R{at}", "method": "app", "paid_at": noon(DAY), "at": noon(DAY)}
        take_payment(account=account, amount=Decimal(amount), **facts)

    disputed(bill, mei, DAY)

    assert (standing(bill).held, standing(bill).payable, bill.is_paid) == (0, 0, True)


def test_the_days_that_it_holds_are_never_late(bill, mei):
    dispute = disputed(bill, mei, date(2026, 11, 22))  # before the grace has passed

    withdraw_case(case=dispute.case, by=mei, at=noon(date(2027, 1, 20)))

    dispute.refresh_from_db()
    assert (dispute.held_until, dispute.is_open) == (date(2027, 1, 20), False)
    assert standing(bill, date(2027, 1, 19)).late_due == 0
    assert standing(bill, date(2027, 1, 20)).late_due == Decimal("0.03")  # one day of half a thousandth
    assert not DisputedLine.objects.filter(is_settled=False).exists()


def test_taken_back_it_may_be_disputed_again(bill, mei):
    withdraw_case(case=disputed(bill, mei, DAY).case, by=mei, at=noon(DAY))

    assert disputed(bill, mei, DAY + A_DAY).is_open


def test_a_case_that_came_another_way_holds_from_its_opening(bill, matter, lee):
    Case.objects.filter(pk=matter.pk).update(opened_at=noon(date(2026, 11, 23)), gas_account=None)

    dispute = attach_dispute(case=matter, bill=bill, lines=[DisputedPart(1, "meter")], by=lee, at=noon(DAY))

    assert (dispute.held_from, dispute.amount) == (date(2026, 11, 23), Decimal("69.60"))
    assert MeterHold.objects.standing().get().case_reference == matter.reference
    matter.refresh_from_db()
    assert matter.gas_account == bill.gas_account
    with pytest.raises(DisputesAlready):
        attach_dispute(case=matter, bill=bill, lines=[DisputedPart(1, "meter")], by=lee, at=noon(DAY))


def test_a_late_charge_that_was_paid_for_held_days_is_given_back(account, bills, matter, lee):
    """The case lay at another desk while the late charge ran, and was paid."""
    bill, day = bills[0], date(2026, 10, 30)
    Case.objects.filter(pk=matter.pk).update(opened_at=noon(date(2026, 9, 20)))
    late = sum(one.late_due for one in standings_of(bills_payable(account)[:1], day))
    facts = {"method": "app", "paid_at": noon(day), "at": noon(day)}
    take_payment(reference="R1", account=account, amount=Decimal("208.80"), **facts)
    take_payment(reference="R2", account=account, amount=late, bill=bill, **facts)
    bill.refresh_from_db()
    assert bill.late_paid == late > 0

    attach_dispute(case=matter, bill=bill, lines=[DisputedPart(1, "reading")], by=lee, at=noon(DAY))

    bill.refresh_from_db()
    assert bill.late_paid == 0


def test_a_case_is_not_resolved_over_an_open_dispute(bill, mei, lee):
    dispute = disputed(bill, mei, DAY)

    with pytest.raises(Refusal, match="Decide about it"):
        resolve_case(case=dispute.case, finding="upheld", words="Done", by=lee, at=noon(DAY))


def test_a_meter_that_is_doubted_stays_until_the_dispute_is_over(bill, mei):
    dispute = disputed(bill, mei, DAY, reason="meter")
    assert MeterHold.objects.standing().count() == 1

    withdraw_case(case=dispute.case, by=mei, at=noon(DAY))

    assert not MeterHold.objects.standing().exists()


def test_a_stop_of_what_is_disputed_is_refused_until_enough_is_undisputed(account, bills, mei, lee):
    """Two bills of 69.60 are overdue: disputing both leaves nothing to stop for."""
    ran = supervisor_of(lee.team)
    facts = {
        "owed_since": DAY - 90 * A_DAY,
        "amount": Decimal("139.20"),
        "not_before": DAY,
        "by": ran,
        "at": noon(DAY - A_DAY),
    }
    stop = order_stop(account=account, **facts)
    disputes = [disputed(bill, mei, DAY) for bill in bills]

    with pytest.raises(StopGuarded, match="disputed"):
        execute_stop(stop=stop, by=lee, at=noon(DAY))

    for dispute in disputes:
        withdraw_case(case=dispute.case, by=mei, at=noon(DAY))
    assert execute_stop(stop=stop, by=lee, at=noon(DAY)).is_executed


def test_erased_nothing_of_it_says_who_and_why(bill, mei, lee):
    dispute = disputed(bill, mei, DAY)
    withdraw_case(case=dispute.case, by=mei, at=noon(DAY))
    Dispute.objects.update(words="Because of you")

    erase_case(case=dispute.case, by=lee, at=noon(DAY))

    dispute.refresh_from_db()
    assert (dispute.words, dispute.amount) == ("", Decimal("69.60"))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_dispute_a_line_at_once_one_does(bill, mei):
    def dispute(_hand: int) -> str:
        with closing(connection):
            try:
                return disputed(bill, mei, DAY, "30") and "open"
            except DisputedBefore:
                return "refused"

    with ThreadPoolExecutor(3) as hands:
        assert sorted(hands.map(dispute, range(3))) == ["open", "refused", "refused"]
    assert standing(bill).held == 30
