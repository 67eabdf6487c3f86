"""The arithmetic of quotes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repairs.quoting import (
    Discount,
    Measures,
    discounts_on,
    line_amount,
    needs_acceptance,
    shares_of,
    still_to_charge,
    suggested,
    sum_of,
    to_pay,
    to_pay_back,
)

amounts = st.decimals(min_value=0, max_value=100_000, places=2)
quantities = st.decimals(min_value="0.01", max_value=1000, places=2)
percents = st.decimals(min_value=0, max_value=100, places=2)
several = st.lists(amounts, max_size=12)
rules = st.lists(
    st.one_of(
        st.builds(lambda percent: Discount("", percent=percent), percents),
        st.builds(lambda amount: Discount("", amount=amount), amounts),
    ),
    max_size=5,
).map(lambda found: [Discount(f"rule-{n}", one.percent, one.amount) for n, one in enumerate(found)])


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [("1.5", "42", "63.00"), ("1.5", "2.19", "3.29"), ("0.5", "0.01", "0.01"), ("3", "0", "0.00")],
)
def test_a_line_is_rounded_half_up_to_the_fen(quantity, price, amount):
    assert line_amount(Decimal(quantity), Decimal(price)) == Decimal(amount)


@given(quantities, quantities, amounts)
def test_more_of_it_never_costs_less(one, other, price):
    less, more = sorted([one, other])

    assert line_amount(less, price) <= line_amount(more, price)


def and_shuffled(found: list) -> st.SearchStrategy:
    return st.tuples(st.just(found), st.permutations(found))


@given(st.lists(st.tuples(quantities, amounts), max_size=12).flatmap(and_shuffled))
def test_the_order_of_the_lines_changes_nothing(both):
    rows, others = ([line_amount(*row) for row in rows] for rows in both)

    assert sum_of(rows) == sum_of(others)


@given(amounts, rules)
def test_discounts_never_go_below_zero_and_never_take_more_than_there_is(fees, discounts):
    taken = discounts_on(fees, discounts)

    assert all(amount >= 0 for amount in taken.values())
    assert sum_of(taken.values()) <= fees


@given(amounts, rules.flatmap(and_shuffled))
def test_the_order_of_discounts_changes_nothing(fees, both):
    discounts, others = both

    assert discounts_on(fees, discounts) == discounts_on(fees, others)


@given(several.filter(bool), st.data())
def test_a_discount_is_spread_over_the_lines_to_the_fen(lines, data):
    discount = data.draw(st.decimals(min_value=0, max_value=sum_of(lines), places=2))

    shares = shares_of(discount, lines)

    assert sum_of(shares) == discount
    assert all(0 <= share <= amount for share, amount in zip(shares, lines, strict=True))


@given(amounts.filter(bool), percents)
def test_exactly_the_tolerance_needs_no_new_acceptance_and_a_fen_more_does(accepted, percent):
    border = accepted + accepted * percent / 100

    assert not needs_acceptance(accepted, border, percent)
    assert needs_acceptance(accepted, border + Decimal("0.01"), percent)


@given(amounts, amounts, percents)
def test_what_is_less_never_needs_an_acceptance_and_is_passed_on(accepted, final, percent):
    less = min(accepted, final)

    assert not needs_acceptance(accepted, less, percent)
    assert to_pay(accepted, less) == less
    assert to_pay(accepted, final) <= accepted


@given(st.dictionaries(st.sampled_from("abcdef"), st.decimals(min_value=-500, max_value=500, places=2)), amounts)
def test_what_is_charged_further_is_exactly_what_is_missing(above, charged):
    total = max(charged + sum_of(above.values()), Decimal(0))

    further = still_to_charge(total, charged, above)

    assert sum_of(further.values()) == max(total - charged, Decimal(0))
    assert all(0 < amount <= above[code] for code, amount in further.items())


paid_and_billed = st.lists(st.tuples(st.sampled_from("abcd"), amounts), max_size=8).flatmap(
    lambda held: st.tuples(st.just(held), st.dictionaries(st.sampled_from("abcde"), amounts))
)


@given(paid_and_billed)
def test_what_was_paid_above_a_bill_is_paid_back_to_the_fen_and_never_more_than_was_paid(both):
    held, by_fee = both
    over = max(sum_of(amount for _fee, amount in held) - sum_of(by_fee.values()), Decimal(0))

    parts = to_pay_back(over, held, by_fee)

    assert sum_of(parts) == over
    assert all(0 <= part <= amount for part, (_fee, amount) in zip(parts, held, strict=True))
    left = {fee: sum_of(amount for name, amount in held if name == fee) for fee, _amount in held}
    for part, (fee, _amount) in zip(parts, held, strict=True):
        left[fee] -= part
    assert all(left[fee] >= min(by_fee.get(fee, 0), paid(held, fee)) for fee in left)


def paid(held: list, fee: str) -> Decimal:
    return sum_of(amount for name, amount in held if name == fee)


def test_of_one_fee_the_last_payment_is_paid_back_first():
    held = [("pipe", Decimal(100)), ("meter", Decimal(50)), ("pipe", Decimal(40))]

    assert to_pay_back(Decimal(60), held, {"pipe": Decimal(80), "meter": Decimal(50)}) == [20, 0, 40]


def test_measures_come_to_fees_with_two_metres_in_the_base():
    both = Measures(Decimal("3.5"), moves_pipe=True, moves_meter=True, hoses=1)
    meter_only = Measures(Decimal(0), moves_pipe=False, moves_meter=True, hoses=0)

    assert suggested(both) == {
        "pipe-survey": 1, "pipe-change-base": 1, "pipe-metre": Decimal("1.5"), "meter-move": 1, "hose": 1,
    }  # fmt: skip
    assert suggested(meter_only) == {"pipe-survey": 1, "meter-move": 1}
