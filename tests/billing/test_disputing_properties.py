"""A dispute never increases what is payable, nor what is late; credits are shared out to the fen."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.disputing import credits_of, held_until, shared_out, within
from billing.late_charges import Paid
from billing.models import Bill, Dispute
from billing.queries.standings import Facts, LateRules, held_by, standing_of
from billing.terms import Verdict
from gasservice.standards.models import LateChargeRule

DUE = date(2026, 3, 20)
RULE = LateChargeRule(
    code="cn", permille_per_day=Decimal("0.5"), grace_days=7, cap_percent=Decimal(100), valid_from=date(2020, 1, 1)
)
RULES = LateRules([RULE], {})
fen = st.integers(1, 50_000).map(lambda count: Decimal(count) / 100)
days = st.integers(-30, 120).map(lambda count: DUE + timedelta(days=count))


@st.composite
def disputes(draw, most: Decimal):
    """A dispute of some of a bill: open, taken back, or decided with a part credited."""
    amount = min(draw(fen), most)
    row = Dispute(amount=amount, held_from=draw(days))
    match draw(st.sampled_from(["open", "withdrawn", "decided"])):
        case "withdrawn":
            row.held_until = row.held_from + timedelta(days=draw(st.integers(0, 60)))
        case "decided":
            row.held_until = held_until(row.held_from + timedelta(days=draw(st.integers(0, 60))), 15)
            row.decided_at = datetime(2026, 4, 1)  # noqa: DTZ001  only whether there is one matters
            row.credited = min(draw(fen), amount)
    return row


@st.composite
def worlds(draw):
    """A bill with some payments of it, and a dispute of it."""
    amount = draw(fen)
    row, left, paid = Bill(amount=amount, due_on=DUE, released_at=DUE), amount, []
    for part in draw(st.lists(fen, max_size=3)):
        if part <= left:
            paid.append(Paid(draw(days), part))
            left -= part
    row.paid = amount - left
    return row, paid, draw(disputes(amount))


def standing(bill: Bill, paid: list[Paid], disputed: list[Dispute], day: date):
    return standing_of(bill, Facts(paid, [held_by(one) for one in disputed]), RULES, day)


@given(worlds(), days)
def test_a_dispute_never_increases_what_is_payable_now(world, day):
    bill, paid, dispute = world
    without = standing(bill, paid, [], day)
    credited = dispute.credited if dispute.decided_at else Decimal(0)
    adjusted = Bill(amount=bill.amount, adjusted=-credited, due_on=DUE, released_at=DUE)
    adjusted.paid = min(bill.paid, adjusted.principal)
    with_it = standing(adjusted, paid, [dispute], day)

    assert with_it.payable <= without.payable
    assert with_it.late_amount <= without.late_amount
    assert Decimal(0) <= with_it.held <= dispute.held_amount


@given(worlds(), days)
def test_what_is_not_disputed_stays_payable(world, day):
    bill, paid, dispute = world
    dispute.credited, dispute.decided_at = Decimal(0), None

    assert standing(bill, paid, [dispute], day).undisputed >= bill.unpaid - dispute.amount


@given(fen, st.integers(0, 400), st.integers(0, 90))
def test_days_that_are_held_are_never_late(amount, held, after):
    """Disputed whole from its due day on: only days after the hold count, however long it took."""
    bill = Bill(amount=amount, due_on=DUE, released_at=DUE)
    until = DUE + timedelta(days=held)
    dispute = Dispute(amount=amount, held_from=DUE, held_until=until)
    late = standing(bill, [], [dispute], until + timedelta(days=after)).late

    assert all(span.since >= until for span in late.spans)


@pytest.mark.parametrize(
    ("decided_on", "days", "due_again"),
    [
        (date(2026, 11, 26), 15, date(2026, 12, 12)),
        (date(2026, 12, 20), 15, date(2027, 1, 5)),
        (date(2028, 2, 28), 0, date(2028, 2, 29)),
    ],
)
def test_whole_days_after_the_decision(decided_on, days, due_again):
    assert held_until(decided_on, days) == due_again


@given(fen, st.lists(fen, min_size=1, max_size=4))
def test_a_credit_is_shared_out_whole_and_to_no_line_more_than_it_has(credit, amounts):
    disputed = list(enumerate(amounts))
    found = shared_out(credit, disputed)

    assert sum(found.values()) == min(credit, sum(amounts))
    assert all(0 <= found[key] <= amount for key, amount in disputed)


@given(fen, st.lists(fen, min_size=1, max_size=4), st.sampled_from(Verdict))
def test_no_verdict_credits_more_than_the_bill_comes_to(principal, amounts, verdict):
    most = within(principal, list(enumerate(amounts)))

    assert sum(credits_of(verdict, most, most).values()) <= principal
    assert not any(credits_of(Verdict.REFUSED, most, most).values())
