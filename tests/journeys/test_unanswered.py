"""A complaint that somebody took and nobody answers: what the sweeps of real workers make of it."""

from collections import Counter

from playwright.sync_api import expect

from gasservice.cases.models import Case, Escalation
from gasservice.notices.models import Delivery
from gasservice.notices.terms import Channel, DeliveryState
from gasservice.portal.sample.staff import email_of
from tests.journeys.neglect import WAITS, first_answer, let_pass
from tests.journeys.office import WORKERS, body_of, link_in
from tests.journeys.people import sign_in

OWNER, LEAD, SUPERVISOR, HEAD = map(email_of, ("billing-2", "billing-lead", "supervisor", "head"))
LADDER = [("owner", OWNER), ("owner", OWNER), ("lead", LEAD), ("supervisor", SUPERVISOR), ("head", HEAD)]
NEEDED = "needs you now"


def test_its_owner_is_warned_and_it_climbs_to_the_head_each_step_once(office, forgotten, visit):
    warning = office.letter(to=OWNER, about=NEEDED)
    assert f"{forgotten.reference} {forgotten.title}: " in body_of(warning)
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
    assert_each_is_told_once(office, forgotten)
    assert_both_sides_see_it(office, forgotten, visit)


def told_of(case: Case) -> Counter:
    """Count what the story tells of the promise that was neglected."""
    return Counter(case.events.filter(promise="first_answer").values_list("kind", flat=True))


def assert_each_is_told_once(office, case: Case) -> None:
    """The warning and the miss reach the owner; each superior gets one letter, however many sweeps ran."""
    for superior in (LEAD, SUPERVISOR, HEAD):
        assert case.reference in body_of(office.letter(to=superior, about=NEEDED))
    unsent = Delivery.objects.filter(state=DeliveryState.WAITING).exclude(channel=Channel.PAPER)
    office.wait_for("the end of sending", lambda: not unsent.exists())
    assert [len(office.letters(to, NEEDED)) for to in (OWNER, LEAD, SUPERVISOR, HEAD)] == [2, 1, 1, 1]


def assert_both_sides_see_it(office, case: Case, visit) -> None:
    """The customer reads that we missed it and owe something; the head finds it among what is late."""
    customer, head = visit(), visit()
    customer.goto(link_in(office.letter(to=WAITS, about=case.reference)))
    told = customer.locator(".timeline li[data-state=late] .what b")
    missed, owed, climbed = "We missed a promise: First answer", "We owe you ¥20.00 for it", "A superior was told"
    expect(told).to_have_text([missed, owed, climbed, climbed, climbed])

    sign_in(head, "head")
    head.goto("/desk/?view=late")
    expect(head.locator(f"#case-{case.reference}")).to_contain_text(case.title)
