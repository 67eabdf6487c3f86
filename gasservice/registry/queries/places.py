"""Finding a place by any name it ever had, in either Chinese script."""

from dataclasses import dataclass

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Length

from gasservice.registry.models import Community, CommunityName, Premise, PremiseName
from gasservice.registry.names import search_form, splits_of
from gasservice.registry.terms import PlaceKind

# A shorter part of a name has no whole trigram, so the index serves it only as a beginning.
SHORTEST_PART = 3
# Numbers as people leave them out or write them: 3, 3栋, 501室.
ENDINGS = {"building": ("", "栋", "幢", "座", "号楼", "棟", "號樓"), "unit": ("", "单元", "單元"), "room": ("", "室")}
PARTS = {
    1: [("building",), ("room",)],
    2: [("building", "room"), ("building", "unit")],
    3: [("building", "unit", "room")],
}


@dataclass(frozen=True)
class FoundPlace:
    """A place and the name it was found by; `premise` is empty for a whole community."""

    kind: PlaceKind
    community: Community
    premise: Premise | None
    name_found: str
    is_former: bool
    name_now: str

    @property
    def identity(self) -> tuple[str, int]:
        return self.kind, (self.premise or self.community).pk


def places_named(query: str, limit: int = 20) -> list[FoundPlace]:
    """Find communities and premises by a present or former name, or a community's name and house numbers."""
    needle = search_form(query)
    if not needle:
        return []
    found = [*premises_at(query, limit), *communities_called(needle, limit), *premises_called(needle, limit)]
    found = found or communities_in(query, limit)
    return list({place.identity: place for place in reversed(found)}.values())[::-1][:limit]


def communities_in(query: str, limit: int) -> list[FoundPlace]:
    """Find the communities that a query begins with, when its house numbers lead nowhere: the longest name first."""
    names = CommunityName.objects.filter(search_name__in=splits_of(query)).select_related("community__district")
    return [found_community(name) for name in names.order_by(Length("search_name").desc(), "pk")[:limit]]


def communities_called(needle: str, limit: int) -> list[FoundPlace]:
    """Find communities; there are some thousand in a city, so any part of a name will do."""
    rows = best_first(CommunityName.objects.filter(search_name__contains=needle), needle, limit)
    return [found_community(row) for row in rows.select_related("community__district")]


def premises_called(needle: str, limit: int) -> list[FoundPlace]:
    """Find premises by an address; by its beginning alone where the query is very short."""
    way = "contains" if len(needle) >= SHORTEST_PART else "startswith"
    rows = PremiseName.objects.filter(Q((f"search_name__{way}", needle)))
    return [
        found_premise(row) for row in best_first(rows, needle, limit).select_related("premise__community__district")
    ]


def best_first(rows: QuerySet, needle: str, limit: int) -> QuerySet:
    """Put what begins as asked before what contains it, names in use before former ones, short before long."""
    begins = Case(When(search_name__startswith=needle, then=0), default=1)
    return rows.order_by(begins, F("known_until").desc(nulls_first=True), Length("search_name"), "pk")[:limit]


def premises_at(query: str, limit: int) -> list[FoundPlace]:
    """Read a query as a community's name and house numbers: building, unit and room."""
    splits = {name: numbers for name, numbers in splits_of(query).items() if numbers}
    names = CommunityName.objects.filter(search_name__in=splits)
    names = sorted(names, key=lambda name: (len(name.search_name), name.known_until is None))
    called = {name.community_id: name for name in names}
    there = Q(pk__in=[])
    for name in called.values():
        there |= Q(community=name.community_id) & numbered(splits[name.search_name])
    rows = Premise.objects.filter(there).select_related("community__district")
    rows = rows.order_by(Length("building"), "building", Length("unit"), "unit", Length("room"), "room")[:limit]
    return [found_at(row, called[row.community_id]) for row in rows]


def numbered(numbers: list[str]) -> Q:
    """Match house numbers in the order people say them."""
    return Q.create(
        [
            Q.create([part_is(*pair) for pair in zip(parts, numbers, strict=False)])
            for parts in PARTS[min(len(numbers), 3)]
        ],
        connector=Q.OR,
    )


def part_is(part: str, number: str) -> Q:
    return Q((f"{part}__in", sorted({case + ending for ending in ENDINGS[part] for case in (number, number.upper())})))


def found_at(premise: Premise, name: CommunityName) -> FoundPlace:
    is_former = name.known_until is not None
    return FoundPlace(PlaceKind.PREMISE, premise.community, premise, name.name, is_former, premise.address)


def found_community(name: CommunityName) -> FoundPlace:
    is_former = name.known_until is not None
    return FoundPlace(PlaceKind.COMMUNITY, name.community, None, name.name, is_former, name.community.name)


def found_premise(name: PremiseName) -> FoundPlace:
    is_former, premise = name.known_until is not None, name.premise
    return FoundPlace(PlaceKind.PREMISE, premise.community, premise, name.name, is_former, premise.address)
