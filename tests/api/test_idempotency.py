"""A request whose answer got lost is sent again, and done once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection, transaction

from gasservice.cases.models import Case
from gasservice.web.actions import claim_key
from gasservice.web.models import IdempotencyKey

pytestmark = pytest.mark.django_db

LATE = {"kind": "late-charge", "words": "The late charge is wrong."}


def test_the_same_key_and_words_give_the_same_answer_again(speak, doors):
    first = speak().post("complaints/", LATE, Idempotency_Key="k1")
    second = speak().post("complaints/", dict(reversed(LATE.items())), Idempotency_Key="k1")

    assert Case.objects.count() == 1
    assert (second.status_code, second.json()) == (201, first.json())
    assert second["Location"] == first["Location"]


def test_without_a_key_two_are_two(speak, doors):
    speak().post("complaints/", LATE)
    speak().post("complaints/", LATE)

    assert Case.objects.count() == 2
    assert not IdempotencyKey.objects.exists()


def test_the_same_key_with_other_words_is_refused(speak, doors):
    speak().post("complaints/", LATE, Idempotency_Key="k1")

    answer = speak().post("complaints/", LATE | {"words": "Something else."}, Idempotency_Key="k1")

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:problem-type:key-used-for-another")
    assert Case.objects.count() == 1


def test_nobody_meets_the_keys_of_others(speak, doors, mei, cast):
    answers = [speak(user).post("complaints/", LATE, Idempotency_Key="k1").json() for user in (None, mei, cast["bob"])]

    assert len({answer["reference"] for answer in answers}) == 3


def test_the_same_key_at_another_address_is_another(speak, doors):
    speak().post("complaints/", LATE, Idempotency_Key="k1")

    answer = speak().post("billing/", {"kind": "bill-question", "words": "Why?"}, Idempotency_Key="k1")

    assert answer.status_code == 201


def test_what_failed_may_be_sent_again_under_its_key(speak, doors):
    wrong = speak().post("complaints/", {"kind": "late-charge"}, Idempotency_Key="k1")
    right = speak().post("complaints/", LATE, Idempotency_Key="k1")

    assert (wrong.status_code, right.status_code) == (400, 201)


def test_what_was_refused_leaves_no_trace(speak, cast, filed):
    address = f"cases/{filed['reference']}/closing/"

    answer = speak(cast["lee"]).post(address, Idempotency_Key="k1")

    assert answer.status_code == 409
    assert not IdempotencyKey.objects.exists()


def test_an_act_sent_twice_is_done_once(speak, cast, filed):
    program, address = speak(cast["alice"]), f"cases/{filed['reference']}/notes/"

    answers = [program.post(address, {"words": "Called, no answer."}, Idempotency_Key="n1") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert Case.objects.get().notes.count() == 1


def test_a_key_that_is_too_long_is_refused(speak, doors):
    assert speak().post("complaints/", LATE, Idempotency_Key="k" * 201).status_code == 400


def test_an_address_that_is_too_long_is_none_of_ours(speak, mei):
    assert speak(mei).post(f"cases/{'1' * 400}/taking/", Idempotency_Key="k1").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_case(speak, doors):
    program, start = speak(), Barrier(2)

    def send(_number: int):
        with closing(connection):
            start.wait()
            return program.post("complaints/", LATE, Idempotency_Key="k1")

    with ThreadPoolExecutor(2) as crowd:
        answers = list(crowd.map(send, range(2)))

    assert Case.objects.count() == 1
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert 201 in {answer.status_code for answer in answers}


@pytest.mark.django_db(transaction=True)
def test_one_that_comes_while_the_first_is_answered_is_told_to_wait(speak, doors):
    def send():
        with closing(connection):
            return speak().post("complaints/", LATE, Idempotency_Key="k1")

    with transaction.atomic(), ThreadPoolExecutor(1) as other:
        scope = "ip 127.0.0.1 /api/v1/complaints/"
        claim_key(scope=scope, key="k1", request_hash="x", at=datetime.now(UTC))
        answer = other.submit(send).result()

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:problem-type:sent-twice-at-once")
    assert not Case.objects.exists()
