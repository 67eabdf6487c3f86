"""Which cases a volunteer is given: by chance, but the same chance whoever draws again."""

from collections.abc import Iterable
from datetime import date
from random import Random


def sample_of(cases: Iterable[int], *, month: date, volunteer: int, size: int) -> list[int]:
    """Draw `size` of the cases for a volunteer's month; anybody who knows the cases can draw it again."""
    pool = sorted(cases)
    chance = Random(f"{month:%Y-%m}/{volunteer}")  # noqa: S311  it must be repeatable, not secret
    return sorted(chance.sample(pool, min(size, len(pool))))
