"""Charges: paid once, withdrawn by a supervisor, and charged once by however many telephones."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest

from gasservice.cases.models import CaseEvent
from gasservice.registry.actions.charges import ChargedBefore, NotChargedAnyMore, charge_fee
from gasservice.registry.models import FeeCharge
from repairs.actions.charges import PaidOtherwise, record_payment, withdraw_charge
from repairs.actions.fees import VisitIsOver, add_fee_line, charge_on_case
from repairs.actions.visits import finish_visit
from repairs.models import FeeLine
from repairs.queries.accounts import account_of
from tests.registry.conftest import NOW
from tests.repairs.conftest import fee_called

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def charge(fault_case, hose, crew_people):
    return charge_on_case(case=fault_case, fee=hose, by=crew_people["mu"], at=NOW)


def pay(charge, by, payment: str = "WX-1", at=LATER) -> FeeCharge:
    return record_payment(charge=charge, payment_reference=payment, by=by, at=at)


def story(case) -> list[tuple[str, str]]:
    return list(CaseEvent.objects.filter(case=case).order_by("pk").values_list("kind", "words"))


def test_a_charge_stands_in_the_story_of_its_case(charge, fault_case, home, account):
    assert (charge.premise, charge.gas_account, charge.case_reference) == (home, account, fault_case.reference)
    assert story(fault_case) == [("charged", "¥65.00")]


def test_the_same_payment_told_twice_is_one_payment(charge, fault_case, crew_people):
    for minutes in (0, 5):
        pay(charge, crew_people["mu"], at=LATER + timedelta(minutes=minutes))

    charge.refresh_from_db()
    assert (charge.paid_at, charge.payment_reference) == (LATER, "WX-1")
    assert story(fault_case)[1:] == [("paid", "¥65.00")]


def test_another_payment_of_what_was_paid_is_told_apart(charge, crew_people):
    pay(charge, crew_people["mu"])

    with pytest.raises(PaidOtherwise, match="WX-1"):
        pay(charge, crew_people["mu"], "WX-2")


def test_what_was_withdrawn_is_not_paid_and_may_be_charged_again(crew_people, fault_case):
    su, once = crew_people["su"], fee_called("indoor-pipe", "980", is_once_per_premise=True)
    first = charge_on_case(case=fault_case, fee=once, by=su, at=NOW)
    with pytest.raises(ChargedBefore):
        charge_on_case(case=fault_case, fee=once, by=su, at=NOW)

    for _ in range(2):
        withdraw_charge(charge=first, reason="Wrong home", by=su, at=LATER)

    assert (first.voided_by, first.void_reason) == (su, "Wrong home")
    with pytest.raises(NotChargedAnyMore):
        pay(first, su)
    assert charge_on_case(case=fault_case, fee=once, by=su, at=LATER) != first


def test_what_was_paid_and_then_withdrawn_is_owed_back(charge, fault_case, crew_people):
    pay(charge, crew_people["mu"])

    withdraw_charge(charge=charge, reason="Wrong home", by=crew_people["su"], at=LATER)

    assert account_of(fault_case).owed_back == 65
    assert story(fault_case)[2:] == [("uncharged", "¥65.00 · Wrong home")]


def test_a_charge_without_a_case_is_paid_all_the_same(home, hose, crew_people):
    charge = charge_fee(premise=home, fee=hose, by=None, at=NOW)

    assert pay(charge, crew_people["mu"]).is_paid
    assert not CaseEvent.objects.exists()


def at_once(number: int, do) -> list[object]:
    """Do something on several connections at the same moment; give what each got or was refused with."""
    from django.db import connection

    def one(_) -> object:
        try:
            return do()
        except VisitIsOver as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as phones:
        return list(phones.map(one, range(number)))


@pytest.mark.django_db(transaction=True)
def test_two_telephones_that_finish_one_visit_charge_each_line_once(visit, hose, labour, crew_people, home):
    wang = crew_people["wang"]
    for fee in (hose, labour):
        add_fee_line(visit=visit, fee=fee, quantity=Decimal(1), by=wang, at=NOW)
    said = {"outcome": "done", "found": "Flat", "done": "New", "signed_name": "Mei"}

    ended = at_once(4, lambda: finish_visit(visit=visit, by=wang, at=LATER, **said))

    assert sum(isinstance(one, VisitIsOver) for one in ended) == 3
    assert sorted(FeeCharge.objects.values_list("fee_code", flat=True)) == ["hose", "repair-labour"]
    assert FeeLine.objects.filter(charge__isnull=False).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_part_added_while_another_telephone_finishes_is_charged_or_refused(visit, hose, crew_people):
    wang = crew_people["wang"]
    said = {"outcome": "done", "found": "Flat", "done": "New", "signed_name": "Mei"}
    turns = iter(
        [
            lambda: finish_visit(visit=visit, by=wang, at=LATER, **said),
            *[lambda: add_fee_line(visit=visit, fee=hose, quantity=Decimal(1), by=wang, at=NOW)] * 3,
        ]
    )

    at_once(4, lambda: next(turns)())

    assert FeeCharge.objects.count() == FeeLine.objects.count()


@pytest.mark.django_db(transaction=True)
def test_a_payment_told_by_several_at_once_is_noted_once(charge, fault_case, crew_people):
    at_once(4, lambda: pay(charge, crew_people["mu"]))

    assert [kind for kind, _ in story(fault_case)] == ["charged", "paid"]
