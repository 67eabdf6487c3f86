"""Who lives in a home, put together from what was declared; no database, no clock."""

from collections.abc import Iterable
from datetime import date

# How many live in a home, each from a day on, the days in order.
Household = list[tuple[date, int]]


def household_from(declared: Iterable[tuple[date, int]]) -> Household:
    """Give who lived in a home since when; what was declared later holds for all the time from its own day.

    Nothing that was known of the days before it changes.
    """
    known: Household = []
    for since, persons in declared:
        known = [entry for entry in known if entry[0] < since] + [(since, persons)]
    return known
