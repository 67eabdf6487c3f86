"""The area of an outage: which service points it hits, and how many people that means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.db import connection

from gasservice.registry.models import InterruptionArea, InterruptionVersion

# The places of a part, and those of them where somebody must not be without gas.
THERE = "place.community_id = part.community_id AND (part.building = '' OR place.building = part.building)"
NEEDY_THERE = f"{THERE} AND place.id IN (SELECT premise_id FROM registry_priorityneed WHERE ended_at IS NULL)"  # noqa: S608
# Every service point of some parts, once; the parts come as three arrays whose names begin with {name}.
POINTS = f"""
    SELECT point.id AS point_id, point.premise_id
    FROM unnest(%({{name}}_communities)s::bigint[], %({{name}}_buildings)s::text[], %({{name}}_points)s::bigint[])
         AS part(community_id, building, point_id)
    JOIN registry_premise place ON {THERE}
    JOIN registry_servicepoint point
        ON point.premise_id = place.id AND (part.point_id IS NULL OR point.id = part.point_id)
"""  # noqa: S608  our own text
IN_AREA = f"SELECT DISTINCT point_id, premise_id FROM ({POINTS.format(name='area')}) hit"  # noqa: S608  our own text
# The parts of two areas, compared point by point: who stays in, who is new, who is out.
STAYING = f"{POINTS.format(name='area')} INTERSECT {POINTS.format(name='before')}"
NEWLY_IN = f"{POINTS.format(name='area')} EXCEPT {POINTS.format(name='before')}"
NEWLY_OUT = f"{POINTS.format(name='before')} EXCEPT {POINTS.format(name='area')}"
COUNTED = f"""
WITH found AS MATERIALIZED ({POINTS.format(name="area")} LIMIT %(most)s),
hit AS MATERIALIZED (SELECT DISTINCT point_id, premise_id FROM found),
needed AS (
    SELECT DISTINCT need.premise_id, need.customer_id, need.kind = 'critical_site' AS is_site
    FROM registry_priorityneed need JOIN hit ON hit.premise_id = need.premise_id WHERE need.ended_at IS NULL
)
SELECT (SELECT count(*) FROM found),
       count(*), count(*) FILTER (WHERE account.supply_class IN ('residential', 'collective')),
       (SELECT count(*) FROM needed WHERE NOT is_site), (SELECT count(*) FROM needed WHERE is_site)
FROM hit JOIN registry_gasaccount account ON account.service_point_id = hit.point_id AND account.status = 'active'
"""  # noqa: S608  our own text
# More service points than this are counted by the sweep, never while somebody waits for a page.
AT_ONCE = 5_000


@dataclass(frozen=True)
class Part:
    """A community, one of its buildings, or a single service point; written `12`, `12:3` or `12::77` in a form."""

    community_id: int
    building: str = ""
    service_point_id: int | None = None

    def __str__(self) -> str:
        ends = f"::{self.service_point_id}" if self.service_point_id else f":{self.building}" if self.building else ""
        return f"{self.community_id}{ends}"

    @classmethod
    def of(cls, row: InterruptionArea) -> Self:
        return cls(row.community_id, row.building, row.service_point_id)


@dataclass(frozen=True)
class Hit:
    """How much an area means: gas accounts in use, homes among them, people and sites that must not be without gas."""

    accounts: int
    households: int
    needs: int
    sites: int


def parts_of(version: InterruptionVersion | None) -> list[Part]:
    """Give the parts of a version's area; no version has none."""
    return [Part.of(row) for row in version.areas.all()] if version else []


def arrays_of(parts: Iterable[Part], name: str = "area") -> dict[str, list]:
    """Write parts as the arrays that the statements take."""
    parts = list(parts)
    return {
        f"{name}_communities": [part.community_id for part in parts],
        f"{name}_buildings": [part.building for part in parts],
        f"{name}_points": [part.service_point_id for part in parts],
    }


def hit_by(parts: Iterable[Part]) -> Hit:
    """Count whom an area hits, in one query, however large it is."""
    _found, hit = counted(parts, None)
    return hit


def hit_at_once(parts: Iterable[Part]) -> Hit | None:
    """Count whom an area hits while somebody waits; nothing where it is too large for that."""
    found, hit = counted(parts, AT_ONCE + 1)
    return hit if found <= AT_ONCE else None


def counted(parts: Iterable[Part], most: int | None) -> tuple[int, Hit]:
    """Count the service points of an area, `most` of them, and whom they mean."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, arrays_of(parts) | {"most": most})
        found, *numbers = cursor.fetchone()
    return found, Hit(*numbers)


def hit_of(version: InterruptionVersion) -> Hit:
    """Give whom a version hits: counted when it was published, or now for a draft."""
    return known_hit(version) or hit_by(parts_of(version))


def hit_of_draft(draft: InterruptionVersion) -> Hit | None:
    """Give whom a draft hits: counted at once, or by the sweep where it is large; nothing while nobody has counted."""
    return hit_at_once(parts_of(draft)) or known_hit(draft)


def known_hit(version: InterruptionVersion) -> Hit | None:
    if version.hit_accounts is None:
        return None
    return Hit(version.hit_accounts, version.hit_households, version.hit_needs, version.hit_sites)


def anybody_stays(area: Sequence[Part], before: Sequence[Part]) -> bool:
    """Say whether any service point of an area lay in another; what both name needs no comparison."""
    named = [*held_by(area, before), *held_by(before, area)]
    return hits_anybody(POINTS.format(name="area"), named, ()) or hits_anybody(STAYING, *nearby(area, before))


def anybody_is_new(area: Sequence[Part], before: Sequence[Part]) -> bool:
    """Say whether any service point of an area lay outside another; only what was rewritten is compared."""
    held = set(held_by(area, before))
    rewritten = [part for part in area if part not in held]
    _near, others = nearby(rewritten, before)
    return hits_anybody(NEWLY_IN, rewritten, others)


def held_by(parts: Sequence[Part], area: Sequence[Part]) -> list[Part]:
    """Give those of some parts that an area names itself, or whose whole community it names."""
    named = set(area)
    return [part for part in parts if part in named or Part(part.community_id) in named]


def nearby(area: Sequence[Part], before: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Narrow two areas to the communities that both touch."""
    both = {part.community_id for part in area} & {part.community_id for part in before}
    return tuple([part for part in parts if part.community_id in both] for parts in (area, before))


def hits_anybody(points: str, area: Iterable[Part], before: Iterable[Part]) -> bool:
    """Say whether a statement about an area and another leaves any service point; of no parts none does."""
    area = list(area)
    if not area:
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({points})", arrays_of(area) | arrays_of(before, "before"))
        return cursor.fetchone()[0]


def needy_of(points: str) -> str:
    """Narrow a statement of points to the places where somebody must not be without gas."""
    return points.replace(THERE, NEEDY_THERE)


def without_doubles(parts: Iterable[Part]) -> list[Part]:
    """Leave out what another part of the list holds already."""
    parts = list(dict.fromkeys(parts))
    whole = {part.community_id for part in parts if str(part) == str(part.community_id)}
    return [part for part in parts if part.community_id not in whole or str(part) == str(part.community_id)]
