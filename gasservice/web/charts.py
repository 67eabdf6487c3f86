"""Geometry of the charts we draw as SVG: pure arithmetic, in units of the drawing's own view box."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar

from gasservice.web.escaping import Linked

Ways = Sequence[Sequence[Linked | None]]
Number = int | float  # Decimal fits as well: everything is turned into float before it is drawn

TEXT = 16  # room for one line of text
GAP = 2  # between the two bars of a pair
REACH = 48.0  # at most so wide a strip round a dot may be pressed


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    tone: str


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    tone: str


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    words: str
    anchor: str = "mid"
    is_soft: bool = False


@dataclass(frozen=True)
class Rule:
    path: str
    shape: str


@dataclass(frozen=True)
class Strip:
    """What may be pressed to open what a mark stands for: as tall as the drawing, for marks are small."""

    x: float
    width: float
    way: Linked


@dataclass(frozen=True)
class Chart:
    """A drawing and the table behind it."""

    width: int
    height: int
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    texts: Sequence[Text]
    strips: Sequence[Strip]

    @property
    def role(self) -> str:
        """What it is to those who hear it: within an image nothing could be opened."""
        return "group" if self.strips else "img"

    @property
    def is_empty(self) -> bool:
        return all(value in (None, "–") for row in self.rows for value in row[1:])


@dataclass(frozen=True)
class PairChart(Chart):
    """Two bars a period: the one before, and now."""

    base: float
    bars: Sequence[Bar]
    keys: Sequence[tuple[str, str]]
    template_name: ClassVar[str] = "components/chart-pairs.html"

    @property
    def paths(self) -> list[tuple[str, str]]:
        """All bars of a tone in one path."""
        drawn: dict[str, list[str]] = {}
        for bar in self.bars:
            drawn.setdefault(bar.tone, []).append(f"M{bar.x} {bar.y}h{bar.width}v{bar.height}h-{bar.width}z")
        return [(tone, "".join(paths)) for tone, paths in drawn.items()]


@dataclass(frozen=True)
class LineChart(Chart):
    """A share over time, and what it is held against."""

    path: str
    open_path: str
    dots: Sequence[Dot]
    rules: Sequence[Rule]
    template_name: ClassVar[str] = "components/chart-line.html"


def pair_chart(
    rows: Sequence[tuple[str, Number | None, Number | None]],
    *,
    columns: tuple[str, str, str],
    ways: Ways = (),
    width: int = 360,
    height: int = 150,
) -> PairChart:
    """Draw a bar before and a bar now for each row (label, before, now), from a zero baseline.

    `columns` names the label, before and now; None is a period without a value and stays empty. `ways` are what the
    two of each row open, in words of their own.
    """
    base = height - TEXT - 4
    top = max((float(value) for row in rows for value in row[1:] if value is not None), default=0.0) or 1.0
    room = width / max(len(rows), 1)
    thick = min(22.0, (room - 3 * GAP) / 2)
    bars, texts = [], []
    for number, (label, before, now) in enumerate(rows):
        middle = room * (number + 0.5)
        texts.append(Text(_r(middle), base + TEXT, label))
        for tone, value, x in (("past", before, middle - thick - GAP / 2), ("now", now, middle + GAP / 2)):
            tall = float(value or 0) / top * (base - TEXT)
            bars.append(Bar(_r(x), _r(base - tall), _r(thick), _r(tall), tone))
        if now is not None:
            texts.append(Text(_r(x + thick / 2), _r(base - tall - 4), f"{float(now):.0f}", is_soft=True))
    keys = [("past", columns[1]), ("now", columns[2])]
    strips = [
        Strip(_r(room * (number + side / 2)), _r(room / 2), way)
        for number, pair in enumerate(ways)
        for side, way in enumerate(pair)
        if way
    ]
    return PairChart(width, height, columns, _table(rows, ways), texts, strips, base, bars, keys)


@dataclass(frozen=True)
class Plane:
    """Where a line chart's values fall: periods from left to right, values from low to high."""

    width: int
    height: int
    periods: int
    low: Number
    high: Number

    @property
    def left(self) -> float:
        return 34.0

    @property
    def right(self) -> float:
        return self.width - 66.0

    def x(self, period: int) -> float:
        return _r(self.left + (self.right - self.left) * period / max(self.periods - 1, 1))

    def strips(self, ways: Ways) -> list[Strip]:
        """Give each period that opens something the strip halfway to those beside it."""
        width = min(REACH, (self.right - self.left) / max(self.periods - 1, 1))
        return [
            Strip(_r(self.x(n) - width / 2), _r(width), way) for n, found in enumerate(ways) for way in found if way
        ]

    def y(self, value: Number) -> float:
        bottom = self.height - 24.0
        return _r(bottom - (float(value) - self.low) / ((self.high - self.low) or 1) * (bottom - TEXT - 6))

    def limits(self, limits: Sequence[tuple[Number, Number] | None]) -> list[Rule]:
        """Draw two lines through the limits of the periods that have any."""
        known = [(self.x(n), pair) for n, pair in enumerate(limits) if pair is not None]
        sides = [[(x, self.y(max(pair[side], self.low)), 0) for x, pair in known] for side in (0, 1)]
        return [Rule(_path(side), "c-limit") for side in sides if len(side) > 1]

    def rule(self, value: Number, shape: str) -> Rule:
        return Rule(f"M{self.left} {self.y(value)}H{self.right}", shape)


def line_chart(
    rows: Sequence[tuple[str, Number | None]],
    *,
    columns: tuple[str, str],
    low: Number,
    high: Number,
    target: tuple[Number, str] | None = None,
    limits: Sequence[tuple[Number, Number] | None] = (),
    last_is_open: bool = False,
    ways: Ways = (),
    width: int = 550,
    height: int = 170,
) -> LineChart:
    """Draw a line through each row (label, value) between `low` and `high`; values are said at the ends and extremes.

    `limits` are the lowest and highest value that each period may have by chance, `target` is a value and
    its name; `last_is_open` draws the way to the last value dashed: that period is not over. `ways` are
    what the value of each row opens, in words of its own.
    """
    plane = Plane(width, height, len(rows), low, high)
    points = [(plane.x(n), plane.y(value), value) for n, (_, value) in enumerate(rows) if value is not None]
    closed, opened = (points[:-1], points[-2:]) if last_is_open else (points, [])
    dots = [Dot(x, y, "now") for x, y, _ in closed] + [Dot(x, y, "past") for x, y, _ in opened[-1:]]
    rules = [plane.rule(low, "c-grid"), plane.rule(high, "c-grid")]
    texts = [Text(plane.left - 6, plane.y(tick) + 4, f"{tick:g}", "end", is_soft=True) for tick in (low, high)]
    texts += [Text(plane.x(n), height - 6.0, label) for n, (label, _) in enumerate(rows)]
    texts += _said(points)
    rules += plane.limits(limits)
    if target:
        rules.append(plane.rule(target[0], "c-target"))
        texts.append(Text(plane.right + 20, plane.y(target[0]) + 4, target[1], "start"))
    table, strips = _table(rows, ways), plane.strips(ways)
    return LineChart(width, height, columns, table, texts, strips, _path(closed), _path(opened), dots, rules)


def spark(values: Sequence[Number], *, width: int = 112, height: int = 36, margin: int = 4) -> str:
    """Give the points of a small line without axes: only its way matters."""
    if len(values) < 2:
        return ""
    low, high = float(min(values)), float(max(values))
    step = (width - 2 * margin) / (len(values) - 1)
    tall = (height - 2 * margin) / ((high - low) or 1)
    return " ".join(
        f"{_r(margin + step * n)},{_r(height - margin - (float(value) - low) * tall)}" for n, value in enumerate(values)
    )


def _said(points: Sequence[tuple[float, float, Number]]) -> list[Text]:
    """Say the first and last value, the highest, and below its dot the lowest."""
    if not points:
        return []
    lowest, highest = min(points, key=lambda p: p[2]), max(points, key=lambda p: p[2])
    said = dict.fromkeys([points[0], lowest, highest, points[-1]])
    return [Text(p[0], _r(p[1] + (18 if p == lowest else -9)), f"{p[2]:g}") for p in said]


def _path(points: Sequence[tuple[float, float, Number]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y, _ in points) if points else ""


def _table(rows: Sequence[Sequence[object]], ways: Ways) -> list[list[object]]:
    """Give each row for the table, its values with the ways of their marks."""
    return [
        [label, *(_cell(value, way) for value, way in zip_longest(values, found))]
        for (label, *values), found in zip_longest(rows, ways, fillvalue=())
    ]


def _cell(value: object, way: Linked | None) -> object:
    if value is None:
        return "–"
    return Linked(value, way.url) if way else value


def _r(value: float) -> float:
    return round(value, 1)
