"""The arithmetic of quotes, in yuan and fen: lines, discounts, what the final bill may be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
NOTHING = Decimal("0.00")
HUNDRED = Decimal(100)
# What the base price of moving a pipe holds already.
METRES_IN_BASE = Decimal(2)


@dataclass(frozen=True)
class Discount:
    """What somebody pays less: `percent` of the fees, or an amount; exactly one of them is given."""

    code: str
    percent: Decimal | None = None
    amount: Decimal | None = None


@dataclass(frozen=True)
class Measures:
    """What the surveyor measured."""

    pipe_metres: Decimal
    moves_pipe: bool
    moves_meter: bool
    hoses: int


def to_fen(amount: Decimal) -> Decimal:
    """Round half up, as every published price is."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def line_amount(quantity: Decimal, unit_price: Decimal) -> Decimal:
    return to_fen(quantity * unit_price)


def sum_of(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)


def discounts_on(fees: Decimal, discounts: Iterable[Discount]) -> dict[str, Decimal]:
    """Give what each discount takes off, whatever order they come in; together never more than the fees."""
    left, taken = fees, {}
    for discount in sorted(discounts, key=lambda one: one.code):
        asked = to_fen(fees * discount.percent / HUNDRED) if discount.percent is not None else discount.amount
        taken[discount.code] = min(asked, left)
        left -= taken[discount.code]
    return taken


def shares_of(discount: Decimal, amounts: Sequence[Decimal]) -> list[Decimal]:
    """Spread a discount over lines by their amounts, to the fen and without a rest; no line goes below zero."""
    total, shares, so_far, given = sum_of(amounts), [], NOTHING, NOTHING
    for amount in amounts:
        so_far += amount
        up_to_here = to_fen(discount * so_far / total) if total else NOTHING
        shares.append(up_to_here - given)
        given = up_to_here
    return shares


def needs_acceptance(accepted: Decimal, final: Decimal, tolerance_percent: Decimal) -> bool:
    """Whether the final bill lies above what was accepted by more than the published tolerance; exactly that is not."""
    return (final - accepted) * HUNDRED > accepted * tolerance_percent


def to_pay(accepted: Decimal, final: Decimal) -> Decimal:
    """Give what is owed without a new acceptance: never more than was accepted, and less where it became less."""
    return min(accepted, final)


def still_to_charge(total: Decimal, charged: Decimal, by_fee: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Spread what is missing of the total over the fees that rose, in their order; nothing where none is missing.

    `by_fee` says how far each fee of the final bill lies above what was charged for it.
    """
    missing, found = total - charged, {}
    for code, above in by_fee.items():
        share = min(max(above, NOTHING), max(missing, NOTHING))
        if share:
            found[code] = share
            missing -= share
    return found


def to_pay_back(over: Decimal, held: Sequence[tuple[str, Decimal]], by_fee: Mapping[str, Decimal]) -> list[Decimal]:
    """Spread what was paid above a bill over what is held for it, in the order of `held`; no part exceeds what is held.

    `held` names the fee of each payment, `by_fee` what the bill says of each fee: what was paid above that is paid
    back, of one fee the last payment first.
    """
    left = min(over, sum_of(amount for _fee, amount in held))
    room = {fee: -by_fee.get(fee, NOTHING) for fee, _amount in held}
    for fee, amount in held:
        room[fee] += amount
    parts = [NOTHING] * len(held)
    for place in reversed(range(len(held))):
        fee, amount = held[place]
        parts[place] = min(max(room[fee], NOTHING), amount, max(left, NOTHING))
        room[fee] -= parts[place]
        left -= parts[place]
    return parts


def suggested(measures: Measures) -> dict[str, Decimal]:
    """Say which fees what was measured comes to, with the quantity of each."""
    further = measures.pipe_metres - METRES_IN_BASE
    quantities = {
        "pipe-survey": Decimal(1),
        "pipe-change-base": Decimal(measures.moves_pipe),
        "pipe-metre": further if measures.moves_pipe else NOTHING,
        "meter-move": Decimal(measures.moves_meter),
        "hose": Decimal(measures.hoses),
    }
    return {code: quantity for code, quantity in quantities.items() if quantity > 0}
