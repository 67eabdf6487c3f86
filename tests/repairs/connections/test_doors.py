"""Somebody else opens the door: named by the customer, known by a code, and written down."""

from datetime import timedelta

import pytest

from gasservice.cases.models import Note
from gasservice.notices.models import Delivery, NoticeText
from repairs.actions.doors import (
    CODE_TRIES,
    CODES_AT_MOST,
    CodeGone,
    CodeSentOften,
    NoVisitAhead,
    WrongCode,
    authorise_person,
    check_code,
    resend_code,
    withdraw_authorisation,
)
from repairs.actions.orders import close_order
from repairs.models import DoorAuthorisation
from tests.repairs.connections.cast import MONDAY_NINE

PHONE = "+8613900000001"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def granny(order, mei):
    return authorise_person(order=order, name="Granny", phone=PHONE, by=mei, at=MONDAY_NINE)


def code_sent() -> str:
    text = NoticeText.objects.filter(notice__topic="door-code").latest("pk").body
    return text.split("code is ")[1][:6]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_the_code_goes_to_the_phone_of_whoever_was_named_and_its_hash_stays(granny):
    sent = Delivery.objects.get(notice__topic="door-code")

    assert (sent.channel, sent.address) == ("sms", PHONE)
    assert code_sent() not in granny.code_hash
    assert "Granny" in NoticeText.objects.get(notice__topic="door-code").body


def test_who_was_let_in_by_whom_stands_in_the_record(granny, order, ding):
    shown = check_code(order=order, code=code_sent(), by=ding, at=MONDAY_NINE)

    assert (shown.shown_at, shown.shown_to) == (MONDAY_NINE, ding)
    assert "Granny" in Note.objects.get().body
    assert "ding" in Note.objects.get().body


def test_showing_it_twice_is_written_once(granny, order, ding):
    code = code_sent()

    check_code(order=order, code=code, by=ding, at=MONDAY_NINE)
    check_code(order=order, code=code, by=ding, at=MONDAY_NINE + MINUTE)

    assert Note.objects.count() == 1


def test_a_wrong_code_spends_a_try_and_in_the_end_the_code_is_gone(granny, order, ding):
    code = code_sent()
    for _try in range(CODE_TRIES):
        with pytest.raises(WrongCode):
            check_code(order=order, code=wrong(code), by=ding, at=MONDAY_NINE)

    with pytest.raises(CodeGone):
        check_code(order=order, code=code, by=ding, at=MONDAY_NINE)


def test_a_code_opens_nothing_after_the_visit(granny, order, ding):
    close_order(case=order.case, kind=order.kind, at=MONDAY_NINE)

    with pytest.raises(CodeGone):
        check_code(order=order, code=code_sent(), by=ding, at=MONDAY_NINE)


def test_what_is_taken_back_opens_nothing(granny, order, ding, mei):
    assert withdraw_authorisation(authorisation=granny, by=mei, at=MONDAY_NINE)

    with pytest.raises(CodeGone):
        check_code(order=order, code=code_sent(), by=ding, at=MONDAY_NINE)


def test_naming_somebody_else_takes_the_first_code_away(granny, order, ding, mei):
    first = code_sent()
    authorise_person(order=order, name="Uncle", phone="+8613900000002", by=mei, at=MONDAY_NINE)

    if first != code_sent():
        with pytest.raises(WrongCode):
            check_code(order=order, code=first, by=ding, at=MONDAY_NINE)
    assert check_code(order=order, code=code_sent(), by=ding, at=MONDAY_NINE).name == "Uncle"


def test_pressing_twice_sends_one_code(granny, order, mei):
    authorise_person(order=order, name="Granny", phone=PHONE, by=mei, at=MONDAY_NINE + MINUTE)

    assert DoorAuthorisation.objects.count() == 1
    assert Delivery.objects.filter(notice__topic="door-code").count() == 1


def test_a_new_code_is_sent_a_few_times_and_not_twice_in_a_minute(granny, mei):
    with pytest.raises(CodeSentOften):
        resend_code(authorisation=granny, by=mei, at=MONDAY_NINE + MINUTE / 2)
    for n in range(1, CODES_AT_MOST):
        resend_code(authorisation=granny, by=mei, at=MONDAY_NINE + n * MINUTE)

    with pytest.raises(CodeSentOften):
        resend_code(authorisation=granny, by=mei, at=MONDAY_NINE + 60 * MINUTE)
    assert Delivery.objects.filter(notice__topic="door-code").count() == CODES_AT_MOST


def test_only_the_newest_code_serves(granny, order, ding, mei):
    first = code_sent()
    resend_code(authorisation=granny, by=mei, at=MONDAY_NINE + MINUTE)

    if first != code_sent():
        with pytest.raises(WrongCode):
            check_code(order=order, code=first, by=ding, at=MONDAY_NINE + MINUTE)
    assert check_code(order=order, code=code_sent(), by=ding, at=MONDAY_NINE + MINUTE).shown_at


def test_people_are_named_a_few_times_only(order, mei):
    for n in range(CODES_AT_MOST):
        authorise_person(order=order, name=f"P{n}", phone=PHONE, by=mei, at=MONDAY_NINE)

    with pytest.raises(CodeSentOften):
        authorise_person(order=order, name="One more", phone=PHONE, by=mei, at=MONDAY_NINE)


def test_nobody_is_named_for_a_visit_that_is_over(order, mei):
    close_order(case=order.case, kind=order.kind, at=MONDAY_NINE)

    with pytest.raises(NoVisitAhead):
        authorise_person(order=order, name="Granny", phone=PHONE, by=mei, at=MONDAY_NINE)
