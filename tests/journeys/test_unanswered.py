"""A complaint that somebody took and nobody answers: what the sweep of real workers does about it."""

from collections import Counter

from gasservice.cases.models import Escalation
from gasservice.notices.models import Delivery
from gasservice.portal.sample.staff import email_of
from gasservice.users.models import User
from tests.journeys.neglect import first_answer, let_pass
from tests.journeys.office import WORKERS, body_of
from tests.journeys.people import sign_in

OWNER, LEAD, SUPERVISOR, HEAD = map(email_of, ("billing-2", "billing-lead", "supervisor", "head"))
LADDER = [("owner", OWNER), ("owner", OWNER), ("lead", LEAD), ("supervisor", SUPERVISOR), ("head", HEAD)]


def test_its_owner_is_warned_and_it_climbs_to_the_head_each_step_once(office, forgotten, visit):
    warning = office.letter(to=OWNER, about="needs you now")
    assert f"{forgotten.reference} {forgotten.title}: First answer, due" in body_of(warning)
    assert told_of(forgotten) == {"warned": 1}

    promise = first_answer(forgotten)
    let_pass(promise, promise.step_times[-1])
    swept = office.sweep(times=12)
    assert {office.worker_of(task) for task in swept} == set(WORKERS)

    assert told_of(forgotten) == {"warned": 1, "missed": 1, "escalated": 4, "redress": 1}
    climbed = Escalation.objects.filter(case=forgotten).order_by("position")
    assert list(climbed.values_list("rung", "told__email")) == LADDER
    promise.refresh_from_db()
    assert (promise.missed_at, promise.next_step_at) == (promise.due_at, None)
    assert promise.redress.amount == promise.policy.redress == 20

    for superior in (LEAD, SUPERVISOR, HEAD):
        assert forgotten.reference in body_of(office.letter(to=superior, about="needs you now"))
    office.wait_for("the end of sending", lambda: not Delivery.objects.filter(state="waiting").exists())
    assert [len(office.letters(to, "needs you now")) for to in (OWNER, LEAD, SUPERVISOR, HEAD)] == [2, 1, 1, 1]


def test_its_customer_and_its_head_see_that_it_is_late(office, forgotten, visit):
    pass


def told_of(case) -> Counter:
    """Count what the story tells of the promise that was neglected."""
    kinds = case.events.filter(promise="first_answer").values_list("kind", flat=True)
    return Counter(kinds)
