"""Chance that falls the same way on each machine."""

from random import Random

SEED = "linjiang"


def chance_of(part: str) -> Random:
    """Give the chance of one part of the city."""
    return Random(f"{SEED}/{part}")  # noqa: S311  it must be repeatable, not secret
