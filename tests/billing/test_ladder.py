"""The ladder of arrears: no step too soon, none while anything guards, and each in its order."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.ladder import Done, Standing, next_step
from billing.terms import ArrearsStep
from gasservice.registry.terms import ArrearsBar
from gasservice.standards.rules import ArrearsTerms, Season

A_DAY = timedelta(days=1)
WINTER = Season("11-15", "03-16")
LINJIANG = ArrearsTerms(
    demand_after_days=15,
    demand_term_days=15,
    overdue_days=60,
    notice_days=15,
    min_amount=Decimal(100),
    heating_seasons=(WINTER,),
)
SHANGHAI = ArrearsTerms(after_term_days=60, notice_days=15)
QINGDAO = ArrearsTerms(overdue_days=30)
DUE = date(2026, 4, 20)
DEMANDED = Done(demanded_on=date(2026, 5, 6), demand_delivered_on=date(2026, 5, 8))
NOTICED = replace(DEMANDED, noticed_on=date(2026, 6, 4), notice_delivered_on=date(2026, 6, 6))
OWES = Standing(Decimal(300))


def step(done: Done = Done(), standing: Standing = OWES, day: date = date(2026, 6, 30), rule=LINJIANG, due=DUE):  # noqa: B008
    return next_step(rule, due, done, standing, day)


@pytest.mark.parametrize(
    ("done", "kind", "earliest"),
    [
        (Done(), ArrearsStep.DEMAND, date(2026, 5, 6)),  # the 15 days end with 5 May
        (replace(DEMANDED, demand_delivered_on=None), ArrearsStep.WRITTEN_NOTICE, None),
        (DEMANDED, ArrearsStep.WRITTEN_NOTICE, date(2026, 6, 4)),  # 15 whole days before the 60 overdue are over
        (replace(NOTICED, notice_delivered_on=None), ArrearsStep.STOP, None),
        (NOTICED, ArrearsStep.STOP, date(2026, 6, 22)),  # the notice came on 6 June
        (replace(NOTICED, stop_ordered_on=date(2026, 6, 23)), ArrearsStep.NONE, None),
    ],
)
def test_each_step_has_its_first_day(done, kind, earliest):
    answer = step(done)

    assert (answer.step, answer.earliest_on) == (kind, earliest)
    assert answer.may_come is (earliest is not None)


@pytest.mark.parametrize("done", [Done(), DEMANDED, NOTICED])
def test_the_day_before_is_too_soon(done):
    earliest = step(done).earliest_on

    assert not step(done, day=earliest - A_DAY).may_come
    assert step(done, day=earliest).may_come


@pytest.mark.parametrize(
    ("rule", "delivered", "notice", "stop"),
    [
        # the term is none, then 60 days, and the written notice 15 days before: 8 May + 60 days
        (SHANGHAI, date(2026, 5, 8), date(2026, 6, 22), date(2026, 7, 8)),
        # 30 days overdue end with 20 May; the demand arrived before
        (QINGDAO, date(2026, 5, 8), date(2026, 5, 20), date(2026, 5, 21)),
        # the demand came late: its term counts
        (QINGDAO, date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 3)),
    ],
)
def test_the_rules_of_real_places(rule, delivered, notice, stop):
    demanded = Done(demanded_on=delivered, demand_delivered_on=delivered)
    noticed = replace(demanded, noticed_on=notice, notice_delivered_on=notice)

    assert step(demanded, rule=rule).earliest_on == notice
    assert step(noticed, rule=rule).earliest_on == stop


@pytest.mark.parametrize(
    ("standing", "bar"),
    [
        (Standing(Decimal(300), disputed=Decimal(300)), ArrearsBar.DISPUTED),
        (Standing(Decimal(300), disputed=Decimal(900)), ArrearsBar.DISPUTED),
        (Standing(Decimal(300), has_plan=True), ArrearsBar.PLAN),
        (Standing(Decimal("99.99")), ArrearsBar.BELOW_MINIMUM),
        (Standing(Decimal(300), disputed=Decimal("200.01")), ArrearsBar.BELOW_MINIMUM),
        (Standing(Decimal(300), has_priority_need=True), ArrearsBar.PRIORITY_NEED),
    ],
)
def test_whatever_guards_bars_a_notice_and_a_stop(standing, bar):
    for done in (DEMANDED, NOTICED):
        answer = step(done, standing, day=date(2026, 10, 1))

        assert answer.bars == (bar,)
        assert not answer.may_come


@pytest.mark.parametrize(
    ("standing", "may_come"),
    [
        (Standing(Decimal(300), disputed=Decimal(300)), False),
        (Standing(Decimal(300), has_plan=True), False),
        (Standing(Decimal(20)), True),
        (Standing(Decimal(300), disputed=Decimal(250)), True),
        (Standing(Decimal(300), has_priority_need=True), True),
    ],
)
def test_a_demand_only_asks(standing, may_come):
    assert step(Done(), standing).may_come is may_come


def test_what_is_partly_disputed_is_stopped_for_the_rest_alone():
    assert step(NOTICED, Standing(Decimal(300), disputed=Decimal(200))).may_come


def test_who_owes_nothing_has_no_next_step():
    assert step(NOTICED, Standing(Decimal(0))).step == ArrearsStep.NONE


@pytest.mark.parametrize(
    ("done", "bar"),
    [
        (replace(DEMANDED, demand_delivered_on=None), ArrearsBar.DEMAND_NOT_DELIVERED),
        (replace(NOTICED, notice_delivered_on=None), ArrearsBar.NOTICE_NOT_DELIVERED),
    ],
)
def test_what_did_not_arrive_counts_for_nothing(done, bar):
    answer = step(done, day=date(2026, 10, 1))

    assert answer.bars == (bar,)
    assert answer.earliest_on is None


def test_homes_keep_their_gas_through_the_heating_season():
    autumn = {"due": date(2026, 9, 10), "done": Done(date(2026, 9, 26), date(2026, 9, 26), date(2026, 11, 1))}
    autumn["done"] = replace(autumn["done"], notice_delivered_on=date(2026, 11, 2))

    home, shop = step(**autumn, day=date(2026, 12, 1)), Standing(Decimal(300), is_home=False)

    assert (home.earliest_on, home.bars) == (date(2027, 3, 16), (ArrearsBar.HEATING_SEASON,))
    assert step(**autumn, day=date(2027, 3, 16)).may_come
    assert step(**autumn, standing=shop, day=date(2026, 12, 1)).may_come


def test_where_heating_never_ends_a_stop_never_comes():
    rule = replace(LINJIANG, heating_seasons=(WINTER, Season("03-16", "11-15")))

    assert step(NOTICED, rule=rule).earliest_on is None


days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
amounts = st.decimals(0, 2000, places=2)
spans = st.integers(0, 40)
rarely = st.sampled_from([False, False, False, False, True])
rules = st.builds(
    ArrearsTerms,
    demand_after_days=spans,
    demand_term_days=spans,
    after_term_days=spans,
    overdue_days=spans,
    notice_days=spans,
    min_amount=st.decimals(0, 500, places=2),
    heating_seasons=st.sampled_from([(), (WINTER,), (Season("06-01", "08-01"),)]),
)
standings = st.builds(Standing, amounts, st.just(Decimal(0)) | amounts, rarely, rarely, st.booleans())


@st.composite
def debts(draw) -> tuple[date, Done, date]:
    """When something was due, what was done about it one after the other, and a day to look at it."""
    due = day = draw(days)
    moments = []
    for _ in range(draw(st.sampled_from([0, 1, 2, 3, 4, 4, 4, 5]))):
        day += A_DAY * draw(st.integers(0, 60))
        moments.append(day)
    return due, Done(*moments), day + A_DAY * draw(st.integers(-60, 120))


@st.composite
def noticed(draw) -> tuple[date, Done]:
    """When something was due, and the demand and the notice that arrived."""
    due = day = draw(days)
    moments = [day := day + A_DAY * draw(st.integers(0, 60)) for _ in range(4)]
    return due, Done(*moments)


soon = st.integers(-1, 1) | st.integers(0, 300)
owing = st.builds(
    Standing, st.decimals(100, 2000, places=2), st.just(Decimal(0)) | amounts, rarely, rarely, st.booleans()
)


@settings(max_examples=400)
@given(rules, noticed(), owing, soon)
def test_a_stop_never_comes_before_demand_term_and_notice_nor_past_a_guard(rule, debt, standing, offset):
    due, done = debt
    day = next_step(rule, due, done, standing, due).earliest_on + offset * A_DAY

    if next_step(rule, due, done, standing, day).may_come:
        assert day - due > rule.overdue_days * A_DAY
        assert day - done.demand_delivered_on > (rule.demand_term_days + rule.after_term_days) * A_DAY
        assert day - done.notice_delivered_on > rule.notice_days * A_DAY
        assert not standing.has_plan
        assert not standing.has_priority_need
        assert standing.owed - standing.disputed >= max(rule.min_amount, Decimal("0.01"))
        assert not (standing.is_home and any(season.holds_on(day) for season in rule.heating_seasons))


@given(rules, debts(), standings, spans)
def test_what_may_come_today_may_come_later_but_for_the_season(rule, debt, standing, later):
    due, done, day = debt
    rule = replace(rule, heating_seasons=())

    today = next_step(rule, due, done, standing, day)
    then = next_step(rule, due, done, standing, day + later * A_DAY)

    assert (then.step, then.earliest_on, then.bars) == (today.step, today.earliest_on, today.bars)
    assert then.may_come >= today.may_come


@given(rules, debts(), standings, amounts)
def test_disputing_more_never_brings_a_step_nearer(rule, debt, standing, more):
    due, done, day = debt
    before = next_step(rule, due, done, standing, day)
    after = next_step(rule, due, done, replace(standing, disputed=standing.disputed + more), day)

    assert after.may_come <= before.may_come


@given(rules, days, standings)
def test_a_notice_sent_on_its_first_day_leads_to_a_stop_no_later_than_it_must(rule, due, standing):
    rule, standing = replace(rule, heating_seasons=()), replace(standing, owed=Decimal(9999))
    demanded = Done(due, due)
    notice_on = next_step(rule, due, demanded, standing, due).earliest_on

    noticed = replace(demanded, noticed_on=notice_on, notice_delivered_on=notice_on)
    stop_on = next_step(rule, due, noticed, standing, due).earliest_on

    floor = max(rule.overdue_days, rule.demand_term_days + rule.after_term_days) + 1
    assert stop_on == max(due + floor * A_DAY, notice_on + (rule.notice_days + 1) * A_DAY)
