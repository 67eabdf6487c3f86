"""Lead times: by table, and as properties over years, zones, holidays and several rules at once."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gasservice.standards.clock import Allowance, Calendar, Span, Unit
from repairs.lead_times import (
    Rule,
    asks_for_plan,
    earliest_start,
    lateness,
    latest_publication,
    night_over,
    owes_lead,
    rules_broken,
)
from tests.standards.calendars import SHANGHAI, china, week

ALWAYS = week("Asia/Shanghai", Span(0, 1440), weekdays=range(7))
SINCE = date(2024, 1, 1)


def rule(amount: int, unit: Unit, calendar: Calendar = ALWAYS, code: str = "rule", **facts) -> Rule:
    return Rule(code, Allowance(amount, unit), calendar, facts.pop("valid_from", SINCE), **facts)


NATIONAL = rule(2880, Unit.CALENDAR_MINUTES, code="national")
THREE_DAYS = rule(3, Unit.CALENDAR_DAYS, code="three days")
TWO_WORKING_DAYS = rule(2, Unit.WORKING_DAYS, china(), code="two working days")
NIGHT = (1320, 360)


def at(text: str) -> datetime:
    """Read a moment of Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


STARTS = [
    ([NATIONAL], "2026-11-25 09:00", "2026-11-27 09:00"),
    ([NATIONAL], "2026-12-30 18:00", "2027-01-01 18:00"),
    ([THREE_DAYS], "2026-11-25 09:00", "2026-11-29 00:00"),
    ([THREE_DAYS], "2026-11-25 23:59", "2026-11-29 00:00"),
    ([THREE_DAYS], "2026-12-30 09:00", "2027-01-03 00:00"),
    ([TWO_WORKING_DAYS], "2026-02-12 09:00", "2026-02-14 17:30"),  # the Saturday is worked
    ([TWO_WORKING_DAYS], "2026-02-13 09:00", "2026-02-24 17:30"),  # then the Spring Festival
    ([TWO_WORKING_DAYS], "2025-12-31 09:00", "2026-01-05 17:30"),  # over the year's end: Sunday the 4th is worked
    ([NATIONAL, THREE_DAYS], "2026-11-25 09:00", "2026-11-29 00:00"),
    ([NATIONAL, TWO_WORKING_DAYS], "2026-11-25 09:00", "2026-11-27 17:30"),
    ([], "2026-11-25 09:00", "2026-11-25 09:00"),
]
PUBLICATIONS = [
    ([NATIONAL], "2026-11-27 09:00", "2026-11-25 09:00"),
    ([NATIONAL], "2027-01-01 09:00", "2026-12-30 09:00"),
    ([THREE_DAYS], "2026-11-29 09:00", "2026-11-25 23:59:59.999999"),
    ([TWO_WORKING_DAYS], "2026-02-24 18:00", "2026-02-13 23:59:59.999999"),
    ([NATIONAL, THREE_DAYS], "2026-11-29 09:00", "2026-11-25 23:59:59.999999"),
]


@pytest.mark.parametrize(("rules", "published", "start"), STARTS)
def test_what_is_published_then_may_start_from(rules, published, start):
    assert earliest_start(at(published), rules) == at(start)


@pytest.mark.parametrize(("rules", "start", "published"), PUBLICATIONS)
def test_a_start_then_must_be_published_by(rules, start, published):
    assert latest_publication(at(start), rules) == at(published)


def test_the_rules_of_the_day_of_the_start_count_not_those_of_the_publication():
    old = rule(1440, Unit.CALENDAR_MINUTES, code="local", valid_until=date(2026, 12, 1))
    new = rule(4320, Unit.CALENDAR_MINUTES, code="local", valid_from=date(2026, 12, 1))
    published = at("2026-11-29 12:00")

    assert rules_broken(published, at("2026-11-30 12:00"), [old, new]) == []
    assert rules_broken(published, at("2026-12-01 12:00"), [old, new]) == [new]
    assert earliest_start(published, [old, new]) == at("2026-11-30 12:00")
    assert earliest_start(at("2026-11-30 12:00"), [old, new]) == at("2026-12-03 12:00")


def test_a_start_exactly_as_far_ahead_as_asked_is_in_time_and_a_moment_earlier_is_not():
    published, start = at("2026-11-25 09:00"), at("2026-11-27 09:00")

    assert judged(published, start, [None], [NATIONAL]) is None
    assert judged(published + timedelta(microseconds=1), start, [None], [NATIONAL]).rule == NATIONAL


def judged(published: datetime, start: datetime, told: list, rules: list):
    return lateness(published_at=published, starts_at=start, told=told, rules=rules)


def test_it_names_the_strictest_rule_until_when_and_from_when():
    late = judged(at("2026-11-27 10:00"), at("2026-11-29 09:00"), [None], [NATIONAL, THREE_DAYS])

    assert late.rule == THREE_DAYS
    assert late.publish_by == at("2026-11-25 23:59:59.999999")
    assert late.earliest_start == at("2026-12-01 00:00")


SOON, TOLD = at("2026-11-25 12:00"), at("2026-11-26 09:00")
CHANGES = [
    ("the same start", TOLD, [TOLD], True),
    ("moved later", TOLD + timedelta(hours=2), [TOLD], True),
    ("moved earlier", TOLD - timedelta(minutes=1), [TOLD], False),
    ("newly hit too", TOLD, [TOLD, None], False),
    ("moved later and newly hit", TOLD + timedelta(hours=2), [TOLD, None], False),
    ("moved later, newly hit, far enough ahead", SOON + timedelta(days=2), [TOLD, None], True),
    ("moved earlier, far enough ahead", SOON + timedelta(days=2), [SOON + timedelta(days=3)], True),
    ("nobody is left", TOLD, [], True),
]


@pytest.mark.parametrize(("start", "told", "is_allowed"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_a_change_is_judged_for_each_group_of_places(start, told, is_allowed):
    assert (judged(SOON, start, told, [NATIONAL]) is None) == is_allowed


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-11-25 21:59", "2026-11-25 21:59"),
        ("2026-11-25 22:00", "2026-11-26 06:00"),
        ("2026-12-31 23:30", "2027-01-01 06:00"),
        ("2026-11-26 05:59", "2026-11-26 06:00"),
        ("2026-11-26 06:00", "2026-11-26 06:00"),
    ],
)
def test_homes_have_their_gas_back_by_day(moment, until):
    assert night_over(at(moment), [rule(1, Unit.CALENDAR_DAYS, night=NIGHT)], SHANGHAI) == at(until)


def test_the_end_of_one_night_may_lie_in_the_night_of_another_rule():
    rules = [rule(1, Unit.CALENDAR_DAYS, night=NIGHT), rule(1, Unit.CALENDAR_DAYS, night=(300, 420))]

    assert night_over(at("2026-11-25 23:00"), rules, SHANGHAI) == at("2026-11-26 07:00")
    assert night_over(at("2026-11-25 23:00"), [NATIONAL], SHANGHAI) == at("2026-11-25 23:00")


@pytest.mark.parametrize(
    ("hours", "households", "is_asked"),
    [(24, 3000, False), (24.1, 1, True), (1, 3001, True), (24, 0, False)],
)
def test_a_plan_is_asked_for_more_than_a_day_or_more_than_so_many_homes(hours, households, is_asked):
    large = rule(1, Unit.CALENDAR_DAYS, long=timedelta(hours=24), many_households=3000)

    assert asks_for_plan(lasts=timedelta(hours=hours), households=households, rules=[NATIONAL, large]) == is_asked
    assert not asks_for_plan(lasts=timedelta(days=9), households=9_999, rules=[NATIONAL])


ZONES = ["Asia/Shanghai", "Europe/London", "America/New_York", "Pacific/Auckland"]
BEGIN = datetime(2025, 1, 2, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=720)).map(lambda later: BEGIN + later)
calendars = st.one_of(
    st.just(china()),
    st.sampled_from(ZONES).map(lambda zone: week(zone, Span(0, 1440), weekdays=range(7))),
    st.sampled_from(ZONES).map(lambda zone: week(zone, Span(480, 1020))),
)
units = st.sampled_from([Unit.CALENDAR_MINUTES, Unit.CALENDAR_DAYS, Unit.WORKING_DAYS])


@st.composite
def rules_of_any_kind(draw) -> Rule:
    unit = draw(units)
    amount = draw(st.integers(1, 7200 if unit == Unit.CALENDAR_MINUTES else 6))
    since = draw(st.dates(date(2024, 1, 1), date(2026, 12, 31)))
    lasts = draw(st.none() | st.integers(1, 900))
    until = since + timedelta(days=lasts) if lasts else None
    return rule(amount, unit, draw(calendars), valid_from=since, valid_until=until)


sets = st.lists(rules_of_any_kind(), max_size=4)
steps = st.timedeltas(timedelta(minutes=1), timedelta(days=20))


@given(moments, sets)
def test_the_earliest_start_is_allowed_and_nothing_between_publication_and_it(published, rules):
    start = earliest_start(published, rules)

    assert start >= published
    assert rules_broken(published, start, rules) == []
    if start > published:
        assert rules_broken(published, start - timedelta(microseconds=1), rules)
        assert rules_broken(published, published, rules)


@given(moments, steps, sets)
def test_published_by_the_latest_moment_it_is_in_time_and_after_it_is_not(start, ahead, rules):
    latest = latest_publication(start, rules)

    assert rules_broken(min(latest, start), start, rules) == []
    assert bool(rules_broken(start - ahead, start, rules)) == (start - ahead > latest)
    if any(rule.holds_on(start) for rule in rules):
        assert rules_broken(latest + timedelta(microseconds=1), start, rules)


@given(moments, steps, sets)
def test_of_several_rules_the_strictest_counts(start, ahead, rules):
    published = start - ahead

    alone = [bool(rules_broken(published, start, [one])) for one in rules]

    assert bool(rules_broken(published, start, rules)) == any(alone)
    assert latest_publication(start, rules) == min(latest_publication(start, [one]) for one in rules or [NO_RULE])


NO_RULE = rule(1, Unit.CALENDAR_DAYS, valid_from=date(9000, 1, 1))


@given(moments, steps, steps, sets)
def test_telling_earlier_never_makes_it_refused(start, ahead, more, rules):
    if judged(start - ahead, start, [None], rules) is None:
        assert judged(start - ahead - more, start, [None], rules) is None


@given(moments, steps, sets)
def test_an_edit_that_changes_nothing_is_allowed_and_so_is_one_that_moves_it_later(start, later, rules):
    just_before = start - timedelta(minutes=1)

    assert judged(just_before, start, [start], rules) is None
    assert judged(just_before, start + later, [start], rules) is None


@given(moments, steps, st.lists(st.none() | moments, max_size=4), sets)
def test_a_change_is_late_only_where_some_group_is_owed_the_lead(start, ahead, told, rules):
    late = judged(start - ahead, start, told, rules)
    fresh = judged(start - ahead, start, [None], rules)

    assert late == (fresh if any(owes_lead(known, start) for known in told) else None)


@given(moments, st.sampled_from(ZONES), st.sampled_from([(1320, 360), (0, 300), (1380, 60)]))
def test_the_night_ends_once_and_by_day_nothing_waits(moment, zone, night):
    rules = [rule(1, Unit.CALENDAR_DAYS, night=night)]

    over = night_over(moment, rules, ZoneInfo(zone))

    assert night_over(over, rules, ZoneInfo(zone)) == over
    assert moment <= over <= moment + timedelta(hours=10)
