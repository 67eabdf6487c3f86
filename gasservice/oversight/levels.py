"""The cuts that sums are kept for: which of these columns are told apart."""

from collections.abc import Collection, Iterable

# As PostgreSQL's GROUPING() numbers them: the bit of a column is set where it is not told apart.
BITS = {"door": 16, "kind": 8, "team": 4, "district": 2, "channel": 1}
WHOLE = sum(BITS.values())
PEOPLE = 32  # team and handler, over all doors


# What stands in a column that is not told apart.
EMPTY = {"team": 0, "door": "", "kind": "", "district": 0, "channel": "", "handler": 0}


def level_of(columns: Iterable[str]) -> int:
    """Give the level at which just these columns are told apart; a kind is one of its door."""
    told = set(columns)
    if "handler" in told:
        if told - {"team", "handler"}:
            raise ValueError("People are told apart by their team only.")
        return PEOPLE
    if "kind" in told:
        told.add("door")
    return WHOLE - sum(BITS[column] for column in told)


def empty_at(columns: Collection[str]) -> dict[str, object]:
    """Give what stands in the columns that are not told apart, so that an index finds the rows of a level together."""
    told = {"door", *columns} if "kind" in columns else set(columns)
    return {column: value for column, value in EMPTY.items() if column not in told}
