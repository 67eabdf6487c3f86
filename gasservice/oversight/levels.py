"""The cuts that sums are kept for: which of these columns are told apart."""

from collections.abc import Iterable

# As PostgreSQL's GROUPING() numbers them: the bit of a column is set where it is not told apart.
BITS = {"door": 16, "kind": 8, "team": 4, "district": 2, "channel": 1}
WHOLE = sum(BITS.values())
PEOPLE = 32  # team and handler, over all doors


# What stands in a column that is not told apart.
EMPTY = {"team": 0, "door": "", "kind": "", "district": 0, "channel": "", "handler": 0}


# A kind is one of its door, and people are told apart within their team.
WITH = {"kind": "door", "handler": "team"}


def level_of(columns: Iterable[str]) -> int:
    """Give the level at which just these columns are told apart."""
    told = told_apart(columns)
    if "handler" not in told:
        return WHOLE - sum(BITS[column] for column in told)
    if told - {"team", "handler"}:
        raise ValueError("People are told apart by their team only.")
    return PEOPLE


def empty_at(columns: Iterable[str]) -> dict[str, object]:
    """Give what stands in the columns that are not told apart, so that an index finds the rows of a level together."""
    told = told_apart(columns)
    return {column: value for column, value in EMPTY.items() if column not in told}


def told_apart(columns: Iterable[str]) -> set[str]:
    asked = set(columns)
    return asked | {WITH[column] for column in asked if column in WITH}
