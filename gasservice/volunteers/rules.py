"""What the public digest keeps back so that nobody is picked out, and which months it tells of."""

from collections.abc import Mapping
from datetime import date

from gasservice.standards.clock import months_after

# Fewer people than this behind a figure would let a neighbour guess who it was.
LEAST_PEOPLE = 3


def hidden_among(people: Mapping[object, int]) -> set[object]:
    """Name the parts that too few people stand behind; one alone takes the next smallest with it, or the sum tells."""
    hidden = {part for part, count in people.items() if count < LEAST_PEOPLE}
    shown = sorted((count, str(part), part) for part, count in people.items() if part not in hidden)
    if len([part for part in hidden if people[part]]) == 1 and shown:
        hidden.add(shown[0][2])
    return hidden


def month_before(day: date) -> date:
    """Give the first day of the month before."""
    return months_after(day.replace(day=1), -1)
