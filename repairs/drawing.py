"""The schematic of an outage's area: named tiles in rows, which is no map and does not look like one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gasservice.web.languages import localized
from repairs.outage_story import Progress
from repairs.queries.outage_pages import Outage, by_number

WIDTH = 340  # of the drawing's own units; a phone shows it at its size
TILE, HEAD, GAP, PAD = 30, 24, 6, 10
WIDE, NARROW = 14, 7.8  # what a sign takes at most
MOST_TILES = 60

TONES = {
    Progress.ANNOUNCED: "coming",
    Progress.DUE: "coming",
    Progress.GOING_ON: "off",
    Progress.LATE: "off",
    Progress.RESTORED: "back",
    Progress.CLEAR: "back",
    Progress.CANCELLED: "out",
}
WORST_FIRST = ["off", "coming", "back", "out"]


@dataclass(frozen=True)
class Tile:
    """A community or a building, and whether gas is off there."""

    words: str
    tone: str
    x: float = 0
    y: float = 0
    width: float = 0

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def base(self) -> float:
        return self.y + TILE * 0.66


@dataclass(frozen=True)
class Head:
    """The name above a group of tiles."""

    words: str
    y: float


@dataclass(frozen=True)
class AreaPicture:
    """The drawing, and what its tones mean where they occur."""

    height: float
    heads: list[Head]
    tiles: list[Tile]
    more: int = 0
    width: int = WIDTH
    tile_height: int = TILE

    @property
    def keys(self) -> list[tuple[str, str]]:
        said = {
            "off": _("gas is off"),
            "coming": _("gas will be off"),
            "back": _("gas is back"),
            "out": _("not affected"),
        }
        drawn = {tile.tone for tile in self.tiles}
        return [(tone, said[tone]) for tone in WORST_FIRST if tone in drawn]


def picture_of_city(outages: Iterable[Outage]) -> AreaPicture:
    """Draw the communities that some outages touch, by district."""
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for outage in outages:
        tone = TONES[outage.progress]
        for place in outage.places:
            tones = groups[localized(place.community.district, "name")]
            tones[place.name] = min(tone, tones.get(place.name, tone), key=WORST_FIRST.index)
    return laid_out([(name, [Tile(*each) for each in tones.items()]) for name, tones in groups.items()])


def picture_of_area(outage: Outage, buildings: dict[int, list[str]]) -> AreaPicture:
    """Draw an outage's area by community: all of it, or its buildings, those that are not affected as well."""
    tone = TONES[outage.progress]
    groups = []
    for place in outage.places:
        tiles = [Tile(_("all buildings"), tone)] if place.is_whole else []
        if place.buildings:
            known = sorted({*buildings.get(place.community.pk, []), *place.buildings}, key=by_number)
            tiles = [Tile(name, tone if name in place.buildings else "out") for name in known]
        if place.points:
            words = ngettext("%(n)d single address", "%(n)d single addresses", place.points) % {"n": place.points}
            tiles.append(Tile(words, tone))
        groups.append((place.name, tiles))
    return laid_out(groups)


def laid_out(groups: Sequence[tuple[str, list[Tile]]]) -> AreaPicture:
    """Set the tiles in rows below the name of their group, as many as a reader can take in."""
    heads, placed, y, left = [], [], 0.0, MOST_TILES
    for name, tiles in groups:
        if not left:
            break
        heads.append(Head(name, y + HEAD * 0.66))
        rows, y = in_rows(tiles[:left], y + HEAD)
        placed += rows
        left -= len(rows)
    return AreaPicture(y, heads, placed, sum(len(tiles) for _name, tiles in groups) - len(placed))


def in_rows(tiles: Sequence[Tile], y: float) -> tuple[list[Tile], float]:
    placed, x = [], 0.0
    for tile in tiles:
        width = min(WIDTH, max(TILE, width_of(tile.words) + 2 * PAD))
        if x and x + width > WIDTH:
            x, y = 0.0, y + TILE + GAP
        placed.append(Tile(tile.words, tile.tone, round(x, 1), y, round(width, 1)))
        x += width + GAP
    return placed, y + TILE + 2 * GAP


def width_of(words: str) -> float:
    return sum(WIDE if east_asian_width(sign) in "WF" else NARROW for sign in words)
