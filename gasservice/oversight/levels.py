"""The cuts that sums are kept for: which of these columns are told apart, two of them at most."""

from collections.abc import Iterable
from itertools import combinations

# As PostgreSQL's GROUPING() numbers them: the bit of a column is set where it is not told apart.
BITS = {"door": 16, "kind": 8, "team": 4, "district": 2, "channel": 1}
WHOLE = sum(BITS.values())
PEOPLE = 32  # team and handler, over all doors
MOST = 2


# What stands in a column that is not told apart.
EMPTY = {"team": 0, "door": "", "kind": "", "district": 0, "channel": "", "handler": 0}


# A kind is one of its door, and people are told apart within their team.
WITH = {"kind": "door", "handler": "team"}


def level_of(columns: Iterable[str]) -> int:
    """Give the level at which just these columns are told apart."""
    told = told_apart(columns)
    if "handler" in told:
        if told - {"team", "handler"}:
            raise ValueError("People are told apart by their team only.")
        return PEOPLE
    if told not in LEVELS:
        raise ValueError("Sums are kept for at most two columns told apart.")
    return WHOLE - sum(BITS[column] for column in told)


def empty_at(columns: Iterable[str]) -> dict[str, object]:
    """Give what stands in the columns that are not told apart, so that an index finds the rows of a level together."""
    told = told_apart(columns)
    return {column: value for column, value in EMPTY.items() if column not in told}


def told_apart(columns: Iterable[str]) -> frozenset[str]:
    asked = frozenset(columns)
    return asked | {WITH[column] for column in asked if column in WITH}


# Every level but that of people, by the columns that it tells apart; each once.
LEVELS = tuple(dict.fromkeys(told_apart(some) for count in range(MOST + 1) for some in combinations(BITS, count)))
