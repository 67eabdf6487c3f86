"""What everybody may read of a line: what rests on too few stays out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from gasservice.oversight.lines import Line
from gasservice.oversight.rules import LEAST, Share


@dataclass(frozen=True)
class Published:
    """A line as everybody may read it: what rests on too few stays out."""

    key: object
    promises: Share | None
    satisfaction: Share | None
    first_answer: timedelta | None
    resolution: timedelta | None


def published(lines: list[Line]) -> list[Published]:
    """Take out what rests on too few; the answers taken out cannot be reckoned from what is left and the sum."""
    hidden = too_few({line.key: line.answers for line in lines})
    return [
        Published(
            line.key,
            line.promises if line.promises.of >= LEAST else None,
            None if line.key in hidden else line.satisfaction,
            line.first_answer.median if line.first_answer.n >= LEAST else None,
            line.resolution.median if line.resolution.n >= LEAST else None,
        )
        for line in lines
    ]


def too_few(counts: Mapping[object, int]) -> set[object]:
    """Name what counts fewer than the least, and when that is one alone, the next smallest with it."""
    hidden = {key for key, count in counts.items() if count < LEAST}
    known = sorted((count, str(key), key) for key, count in counts.items() if count >= LEAST)
    if len([key for key in hidden if counts[key]]) == 1 and known and len(counts) > 1:
        hidden.add(known[0][2])
    return hidden
