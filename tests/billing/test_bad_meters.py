"""A meter that was found wrong: the last two months anew, the test for nothing, and nothing charged afterwards."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from billing.actions.checking import NeedsSecondPerson, ask_about_meter, rebill_bad_meter
from billing.models import Adjustment, Bill
from gasservice.cases.models import CaseEvent
from gasservice.registry.actions.charges import charge_fee
from gasservice.registry.actions.meters import MeterHeld, exchange_meter, record_meter_test
from gasservice.registry.models import FeeCharge, Meter
from gasservice.standards.models import DisputeRule, FeeItem
from tests.billing.disputing import bills_of_autumn, disputed, noon, supervisor_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 26)
CREDIT_OF_A_MONTH = Decimal("6.33")  # 27.27 m³ had passed where 30 were counted: 63.27 for 69.60 yuan


@pytest.fixture
def bills(account, lee):
    return bills_of_autumn(account, lee.team)


@pytest.fixture
def dispute(bills, mei):
    return disputed(bills[2], mei, DAY, reason="meter")


def result_of_test(dispute, by, error: str, asked_on: date = DAY):
    facts = {"tested_on": DAY, "laboratory": "Institute", "certificate_number": "1", "limit_percent": Decimal("1.5")}
    return record_meter_test(
        meter=Meter.objects.get(removed_on__isnull=True),
        case_reference=dispute.case.reference,
        asked_at=noon(asked_on),
        error_percent=Decimal(error),
        by=by,
        at=noon(DAY),
        **facts,
    )


def test_the_bills_of_two_months_before_are_credited_once(bills, dispute, lee):
    test = result_of_test(dispute, lee, "10")

    rebill_bad_meter(test=test, by=lee, at=noon(DAY))
    assert rebill_bad_meter(test=test, by=lee, at=noon(DAY)) == []

    notes = Adjustment.objects.filter(cause="meter").order_by("bill__since")
    # The bill of August ended on 1 September, more than two months before the test was asked for.
    assert [(note.bill, note.amount) for note in notes] == [(bill, -CREDIT_OF_A_MONTH) for bill in bills[1:]]
    assert CaseEvent.objects.filter(kind="bill_corrected").count() == 1


def test_what_the_year_had_used_too_much_counts_for_the_tier(account, bills, dispute, lee):
    """A year that used 30 m³ too much before is so much further from its next tier."""
    from billing.actions.checking import credits_of_test

    [first, second] = credits_of_test(result_of_test(dispute, lee, "10"))

    assert (first.found.true_m3, second.found.true_m3) == (Decimal("27.27"), Decimal("27.27"))


@pytest.mark.parametrize("error", ["-10", "3.0", "0"])
def test_too_little_or_within_the_limit_changes_nothing(bills, dispute, lee, error):
    assert rebill_bad_meter(test=result_of_test(dispute, lee, error), by=lee, at=noon(DAY)) == []
    assert not Bill.objects.exclude(adjusted=0).exists()


def test_above_the_limit_two_people_do_it(bills, dispute, lee):
    DisputeRule.objects.update(second_approval_above=Decimal(10))
    test, ran = result_of_test(dispute, lee, "10"), supervisor_of(lee.team)

    with pytest.raises(NeedsSecondPerson):
        rebill_bad_meter(test=test, by=lee, at=noon(DAY))
    rebill_bad_meter(test=test, by=lee, at=noon(DAY), approved_by=ran)

    assert set(Adjustment.objects.values_list("by", "approved_by")) == {(lee.pk, ran.pk)}


def test_whatever_was_charged_for_the_test_is_taken_back(account, bills, dispute, lee):
    fee = FeeItem.objects.valid_on(DAY).get(code="meter-test")
    charge_fee(
        premise=account.service_point.premise,
        fee=fee,
        by=lee,
        at=noon(DAY),
        amount=Decimal(50),
        case_reference=dispute.case.reference,
    )

    rebill_bad_meter(test=result_of_test(dispute, lee, "-10"), by=lee, at=noon(DAY))

    assert FeeCharge.objects.get().voided_at


def test_while_it_is_tested_nobody_exchanges_the_meter(bills, mei, lee):
    dispute = disputed(bills[2], mei, DAY)

    ask_about_meter(dispute=dispute, asked="meter_test", words="Twice as much", by=lee, at=noon(DAY))

    with pytest.raises(MeterHeld, match=dispute.case.reference):
        exchange_meter(
            meter=Meter.objects.get(),
            new_serial="N1",
            last_index_m3=Decimal(730),
            first_index_m3=Decimal(0),
            by=lee,
            at=noon(DAY) + timedelta(hours=1),
        )
