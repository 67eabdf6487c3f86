"""Showing that an account is one's own."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from gasservice.registry.actions.claims import (
    AccountLinked,
    CodeNotRight,
    CodeUsedUp,
    TooManyClaims,
    begin_claim,
    prove_claim,
)
from gasservice.registry.models import AccountClaim, Customer, Tenure
from gasservice.registry.queries import accounts_of
from gasservice.web.refusals import Refusal
from tests.registry.conftest import NOW, TODAY, person

pytestmark = pytest.mark.django_db
RIGHT = Decimal("86.40")


@pytest.fixture
def ana(mei):
    """Ana signs in; Mei's account is hers to show, if she has the code."""
    return person("ana")


def begin(by, number="1000001", amount=RIGHT, at=NOW):
    return begin_claim(number=number, amount=amount, by=by, at=at)


def test_both_facts_make_a_code_for_the_holder(ana, mei):
    attempt = begin(ana)

    assert attempt.holder == mei
    assert len(attempt.code) == 6
    assert attempt.refusal is None
    assert attempt.code not in attempt.claim.code_hash


@pytest.mark.parametrize("number", [" 1000 001 ", "１０００００１"])
def test_the_number_may_be_typed_as_people_do(ana, number):
    assert begin(ana, number).code


def test_an_unknown_number_and_a_wrong_amount_get_the_same_answer(ana):
    wrong = [begin(ana, amount=Decimal("1.00")), begin(ana, number="9999999")]

    assert [attempt.code for attempt in wrong] == ["", ""]
    assert wrong[0].refusal.message == wrong[1].refusal.message
    assert wrong[0].refusal.code == wrong[1].refusal.code


def test_a_wrong_fact_is_noted_against_the_account_and_its_holder(ana, mei, account):
    attempt = begin(ana, amount=Decimal("1.00"))

    assert attempt.holder == mei
    claim = AccountClaim.objects.get()
    assert (claim.gas_account, claim.user, claim.outcome) == (account, ana, "refused")


def test_a_holder_who_cannot_be_reached_gets_no_code(ana, mei):
    Customer.objects.update(phone=None, email="")

    assert begin(ana).refusal


def test_the_code_links_the_holder_and_so_shows_the_account(ana, account):
    attempt = begin(ana)
    assert not accounts_of(ana, TODAY).exists()

    claim = prove_claim(claim=attempt.claim, code=attempt.code, by=ana, at=NOW)

    assert (claim.outcome, claim.proven_at) == ("proven", NOW)
    assert list(accounts_of(ana, TODAY)) == [account]


def test_a_code_serves_once(ana):
    attempt = begin(ana)
    prove_claim(claim=attempt.claim, code=attempt.code, by=ana, at=NOW)

    with pytest.raises(CodeUsedUp):
        prove_claim(claim=attempt.claim, code=attempt.code, by=ana, at=NOW)


@pytest.mark.parametrize(("minutes", "serves"), [(9.9, True), (10, False)])
def test_a_code_lasts_ten_minutes(ana, minutes, serves):
    attempt = begin(ana)

    try:
        prove_claim(claim=attempt.claim, code=attempt.code, by=ana, at=NOW + timedelta(minutes=minutes))
    except CodeUsedUp:
        assert not serves
    assert accounts_of(ana, TODAY).exists() == serves


def test_a_code_may_be_tried_five_times_right_or_wrong(ana):
    attempt = begin(ana)
    wrong = "000000" if attempt.code != "000000" else "000001"

    for _ in range(5):
        with pytest.raises(CodeNotRight):
            prove_claim(claim=attempt.claim, code=wrong, by=ana, at=NOW)

    with pytest.raises(CodeUsedUp):
        prove_claim(claim=attempt.claim, code=attempt.code, by=ana, at=NOW)


def test_somebody_elses_claim_cannot_be_proven(ana):
    attempt = begin(ana)

    with pytest.raises(CodeUsedUp):
        prove_claim(claim=attempt.claim, code=attempt.code, by=person("eve"), at=NOW)


def test_a_refused_claim_cannot_be_proven_by_an_empty_code(ana):
    attempt = begin(ana, amount=Decimal("1.00"))

    with pytest.raises(CodeUsedUp):
        prove_claim(claim=attempt.claim, code="", by=ana, at=NOW)


def test_a_holder_who_signs_in_already_is_not_taken_over(ana, mei, mei_user):
    attempt = begin(ana)

    with pytest.raises(AccountLinked):
        prove_claim(claim=attempt.claim, code=attempt.code, by=ana, at=NOW)

    mei.refresh_from_db()
    assert mei.user == mei_user


def test_who_holds_the_account_no_more_gets_no_code(ana, account):
    Tenure.objects.update(held_until=TODAY)

    assert begin(ana).refusal


def test_a_user_has_five_attempts_a_day(ana):
    for number in range(5):
        begin(ana, number=f"999{number}")

    with pytest.raises(TooManyClaims):
        begin(ana)
    assert begin(ana, at=NOW + timedelta(days=1)).code


def test_a_number_has_five_attempts_a_day_whoever_tries(ana):
    for number in range(5):
        begin(person(f"eve{number}"), amount=Decimal("1.00"))

    with pytest.raises(TooManyClaims):
        begin(ana)


@pytest.mark.django_db(transaction=True)
def test_attempts_at_once_do_not_slip_past_the_limit(ana):
    def attempt(number: int) -> bool:
        with closing(connection):
            try:
                begin(ana, number=f"999{number}")
            except TooManyClaims:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(attempt, range(10)))

    assert sum(answers) == AccountClaim.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_a_code_sent_many_times_at_once_serves_once(ana, account):
    attempt = begin(ana)

    def prove(_) -> bool:
        with closing(connection):
            try:
                prove_claim(claim=attempt.claim, code=attempt.code, by=ana, at=NOW)
            except Refusal:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(prove, range(4)))

    assert sum(answers) == 1
    assert list(accounts_of(ana, TODAY)) == [account]
