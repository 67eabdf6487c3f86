"""A sign as it was seen, with all it rests on."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Point:
    """One mark of a drawing: what was seen of a day, week or month, what was expected, and the limit then."""

    day: date
    seen: float
    expected: float | None = None
    limit: float | None = None


@dataclass(frozen=True)
class Seen:
    """A sign: `strength` is 1 at its limit; what explains it away is a cause with what it is called."""

    kind: str
    day: date
    strength: float
    seen: float
    expected: float | None
    limit: float
    points: tuple[Point, ...] = field(default=(), repr=False)
    suppressed_by: str = ""
    suppressed_words: str = ""
