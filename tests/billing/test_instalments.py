"""Paying in parts: they sum to what is owed, and each is kept or broken on its day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from billing.instalments import Instalment, counts_offered, plan_of, split, states_on
from billing.late_charges import Paid
from billing.rating import FEN
from billing.terms import InstalmentState
from gasservice.standards.rules import ArrearsTerms

RULE = ArrearsTerms(max_instalments=6, min_instalment=Decimal(50), days_between_instalments=30)
FIRST = date(2026, 12, 1)
KEPT, OPEN, BROKEN = InstalmentState.KEPT, InstalmentState.OPEN, InstalmentState.BROKEN


@pytest.mark.parametrize(
    ("amount", "count", "parts"),
    [
        ("300", 3, ["100", "100", "100"]),
        ("100", 3, ["33.34", "33.33", "33.33"]),
        ("0.05", 4, ["0.02", "0.01", "0.01", "0.01"]),
    ],
)
def test_parts_differ_by_a_fen_at_most(amount, count, parts):
    assert split(Decimal(amount), count) == [Decimal(part) for part in parts]


@pytest.mark.parametrize(
    ("amount", "counts"),
    [("99.99", []), ("100", [2]), ("149.99", [2]), ("150", [2, 3]), ("9999", [2, 3, 4, 5, 6]), ("0", [])],
)
def test_no_part_is_below_the_least(amount, counts):
    assert counts_offered(Decimal(amount), RULE) == counts


def test_without_a_plan_in_the_rule_none_is_offered():
    assert counts_offered(Decimal(9999), ArrearsTerms()) == []
    with pytest.raises(ValueError, match="no plan of 2"):
        plan_of(Decimal(9999), 2, FIRST, ArrearsTerms())


def test_a_plan_lies_in_equal_steps():
    assert plan_of(Decimal("200.01"), 3, FIRST, RULE) == [
        Instalment(date(2026, 12, 1), Decimal("66.67")),
        Instalment(date(2026, 12, 31), Decimal("66.67")),
        Instalment(date(2027, 1, 30), Decimal("66.67")),
    ]


@pytest.mark.parametrize(
    ("day", "paid", "states"),
    [
        (FIRST, [], [OPEN, OPEN]),
        (FIRST + timedelta(days=1), [], [BROKEN, OPEN]),
        (date(2027, 6, 1), [], [BROKEN, BROKEN]),
        (date(2026, 12, 5), [(FIRST, "100")], [KEPT, OPEN]),
        (date(2026, 12, 5), [(FIRST, "99.99")], [BROKEN, OPEN]),
        (date(2026, 12, 5), [(date(2026, 11, 20), "200")], [KEPT, KEPT]),
        (date(2026, 12, 5), [(date(2026, 12, 2), "200")], [BROKEN, KEPT]),  # a day late, then all of it
        (date(2026, 12, 5), [(date(2026, 11, 20), "60"), (date(2026, 11, 30), "40")], [KEPT, OPEN]),
    ],
)
def test_a_part_is_kept_when_all_that_was_due_was_paid_by_its_day(day, paid, states):
    plan = plan_of(Decimal(200), 2, FIRST, RULE)

    assert states_on(day, plan, [Paid(on, Decimal(amount)) for on, amount in paid]) == states


amounts = st.decimals("0.01", 50_000, places=2)
counts = st.integers(1, 24)


@given(amounts, counts)
def test_parts_sum_to_the_whole(amount, count):
    parts = split(amount, count)

    assert sum(parts) == amount
    assert max(parts) - min(parts) <= FEN
    assert all(part == part.quantize(FEN) for part in parts)


@given(amounts, st.decimals("0.01", 500, places=2), counts)
def test_every_plan_that_is_offered_keeps_the_least_and_the_sum(amount, least, most):
    rule = ArrearsTerms(max_instalments=most, min_instalment=least, days_between_instalments=30)

    for count in counts_offered(amount, rule):
        plan = plan_of(amount, count, FIRST, rule)
        assert 2 <= len(plan) == count <= most
        assert sum(part.amount for part in plan) == amount
        assert min(part.amount for part in plan) >= least


payments = st.lists(st.builds(Paid, st.dates(date(2026, 11, 1), date(2027, 12, 31)), amounts), max_size=6)


@given(amounts, payments, st.dates(date(2026, 11, 1), date(2027, 12, 31)), payments)
def test_paying_more_breaks_nothing(amount, paid, day, more):
    offered = counts_offered(amount, RULE)
    assume(offered)
    plan = plan_of(amount, offered[-1], FIRST, RULE)

    before, after = states_on(day, plan, paid), states_on(day, plan, [*paid, *more])

    assert all(new == KEPT for old, new in zip(before, after, strict=True) if old == KEPT)
    assert after.count(BROKEN) <= before.count(BROKEN)


@given(amounts, payments, st.dates(date(2026, 11, 1), date(2027, 12, 31)), st.integers(0, 300))
def test_time_alone_mends_no_part_and_breaks_no_kept_one(amount, paid, day, later):
    offered = counts_offered(amount, RULE)
    assume(offered)
    plan = plan_of(amount, offered[0], FIRST, RULE)

    today, then = states_on(day, plan, paid), states_on(day + timedelta(days=later), plan, paid)

    assert all(new == old for old, new in zip(today, then, strict=True) if old != OPEN)
