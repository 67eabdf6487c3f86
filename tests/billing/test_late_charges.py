"""Paying late: from which day, on what, at rest while disputed, and never beyond its cap."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.late_charges import Held, LateRule, Paid, late_charge

RULE = LateRule(rate_per_day=Decimal("0.0005"), grace_days=7, cap_share=Decimal(1))
DUE = date(2025, 12, 20)
A_DAY = timedelta(days=1)


def charged(until: date, principal: str = "1000", rule: LateRule = RULE, **more):
    return late_charge(principal=Decimal(principal), due_on=DUE, until=until, rule=rule, **more)


@pytest.mark.parametrize(
    ("until", "days", "amount"),
    [
        (DUE, 0, "0"),
        (DUE + 8 * A_DAY, 0, "0"),  # the seventh day of grace has just passed
        (DUE + 9 * A_DAY, 1, "0.50"),
        (date(2026, 1, 1), 4, "2.00"),
        (date(2026, 3, 1), 63, "31.50"),  # over the end of the year and of February
    ],
)
def test_it_begins_after_the_grace(until, days, amount):
    charge = charged(until)

    assert sum(span.days for span in charge.spans) == days
    assert charge.amount == Decimal(amount)


def test_a_payment_ends_it_on_its_day():
    charge = charged(
        date(2026, 2, 1), paid=[Paid(date(2026, 1, 1), Decimal(400)), Paid(date(2026, 1, 11), Decimal(600))]
    )

    assert [(span.since, span.days, span.base) for span in charge.spans] == [
        (date(2025, 12, 28), 5, 1000),
        (date(2026, 1, 2), 10, 600),
    ]
    assert charge.amount == Decimal("5.50")  # 2.50 and 3.00


def test_what_is_disputed_stands_still_and_is_never_made_up_for():
    held = [Held(date(2025, 12, 30), date(2026, 1, 20), Decimal(300))]

    charge = charged(date(2026, 1, 30), held=held)

    assert [(span.base, span.days) for span in charge.spans] == [(1000, 2), (700, 21), (1000, 10)]
    assert charge.amount == Decimal("1.00") + Decimal("7.35") + Decimal("5.00")


def test_a_hold_without_an_amount_holds_all_and_one_without_an_end_goes_on():
    assert charged(date(2026, 3, 1), held=[Held(DUE, None)]).amount == 0
    assert charged(date(2026, 3, 1), held=[Held(DUE, None, Decimal(5000))]).amount == 0


def test_it_ends_at_its_cap():
    charge = charged(DUE + 5000 * A_DAY, principal="100")

    assert (charge.is_capped, charge.amount) == (True, 100)
    assert charge.uncapped_amount > 200


def test_it_is_rounded_half_up_and_once():
    one_day = charged(DUE + 9 * A_DAY, principal="50")  # 0.025 a day
    assert one_day.amount == Decimal("0.03")
    assert charged(DUE + 10 * A_DAY, principal="50").amount == Decimal("0.05")


amounts = st.decimals("0.01", 5000, places=2)
moments = st.dates(date(2025, 11, 1), date(2027, 1, 1))
payments = st.lists(st.builds(Paid, moments, amounts), max_size=4)


@st.composite
def holds(draw) -> Held:
    since = draw(moments)
    until = draw(st.one_of(st.none(), st.integers(1, 200).map(lambda days: since + days * A_DAY)))
    return Held(since, until, draw(st.one_of(st.none(), amounts)))


@given(amounts, moments, payments, st.lists(holds(), max_size=3), holds())
def test_a_dispute_never_increases_it(principal, until, paid, held, dispute):
    facts = {"principal": principal, "due_on": DUE, "until": until, "rule": RULE, "paid": paid}

    assert late_charge(**facts, held=[*held, dispute]).amount <= late_charge(**facts, held=held).amount


@given(amounts, moments, payments, st.lists(holds(), max_size=3))
def test_it_grows_with_time_and_never_beyond_its_cap(principal, until, paid, held):
    facts = {"principal": principal, "due_on": DUE, "rule": RULE, "paid": paid, "held": held}

    today, tomorrow = late_charge(**facts, until=until), late_charge(**facts, until=until + A_DAY)

    assert today.amount <= tomorrow.amount <= principal


@given(amounts, moments, payments, st.lists(holds(), max_size=3))
def test_spans_say_the_same_as_counting_day_by_day(principal, until, paid, held):
    charge = late_charge(principal=principal, due_on=DUE, until=until, rule=RULE, paid=paid, held=held)

    total, day = Decimal(0), DUE + 8 * A_DAY
    while day < until:
        unpaid = max(Decimal(0), principal - sum(payment.amount for payment in paid if payment.on < day))
        at_rest = sum(
            unpaid if hold.amount is None else hold.amount
            for hold in held
            if hold.since <= day and (hold.until is None or day < hold.until)
        )
        total += max(Decimal(0), unpaid - at_rest) * RULE.rate_per_day
        day += A_DAY
    assert sum(span.exact_amount for span in charge.spans) == total
