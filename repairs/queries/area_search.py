"""Putting an area together: finding places by any name they ever had, and reading what a form carries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from gasservice.registry.models import Community, InterruptionArea, Premise, ServicePoint
from gasservice.registry.queries import FoundPlace, places_named
from repairs.queries.areas import Part
from repairs.queries.outage_words import place_of

WRITTEN = re.compile(r"(\d{1,18})(?::([^:]{1,20}))?(?:::(\d{1,18}))?")
FOUND = 8


@dataclass(frozen=True)
class Offer:
    """A place that was found, and what of it may be added: a part's written form and its name each."""

    name: str
    name_found: str
    is_former: bool
    parts: list[tuple[str, str]]


def areas_written(typed: Iterable[str]) -> list[InterruptionArea]:
    """Read the parts that a form carries, with their places, in two queries; what is no part of ours is left out."""
    parts = [part for part in map(part_in, typed) if part]
    communities = Community.objects.in_bulk({part.community_id for part in parts})
    points = ServicePoint.objects.select_related("premise").in_bulk(
        {part.service_point_id for part in parts if part.service_point_id}
    )
    return [
        InterruptionArea(
            community=communities[part.community_id],
            building=part.building,
            service_point=points.get(part.service_point_id),
        )
        for part in parts
        if part.community_id in communities and (part.service_point_id is None or part.service_point_id in points)
    ]


def part_in(text: str) -> Part | None:
    match = WRITTEN.fullmatch(text)
    if match is None:
        return None
    community, building, point = match.groups()
    return Part(int(community), building or "", int(point) if point else None)


def named(areas: Iterable[InterruptionArea]) -> list[tuple[str, str]]:
    """Give each part as the form carries it and as people call it."""
    return [(str(Part.of(area)), place_of(area)) for area in areas]


def parts_offered(query: str) -> list[Offer]:
    """Find communities and addresses by a present or former name, and offer them whole, by building, or alone."""
    found = places_named(query, FOUND) if query else []
    communities = [place.community.pk for place in found if place.premise is None]
    rows = Premise.objects.filter(community__in=communities).exclude(building="")
    buildings: dict[int, set[str]] = {}
    for community, building in rows.values_list("community", "building").distinct():
        buildings.setdefault(community, set()).add(building)
    premises = [place.premise.pk for place in found if place.premise]
    points = {point.premise_id: point for point in ServicePoint.objects.filter(premise__in=premises)}
    return [offer_of(place, buildings, points) for place in found]


def offer_of(place: FoundPlace, buildings: dict[int, set[str]], points: dict[int, ServicePoint]) -> Offer:
    community, premise = place.community, place.premise
    if premise is None:
        numbers = sorted(buildings.get(community.pk, ()), key=lambda number: (len(number), number))
        parts = [
            (Part(community.pk), gettext("All of it")),
            *((Part(community.pk, n), building_name(n)) for n in numbers),
        ]
    else:
        parts = [(Part(community.pk, premise.building), building_name(premise.building))] if premise.building else []
        if point := points.get(premise.pk):
            parts.append((Part(community.pk, service_point_id=point.pk), gettext("This address alone")))
    return Offer(place.name_now, place.name_found, place.is_former, [(str(part), name) for part, name in parts])


def building_name(number: str) -> str:
    return gettext("Building %(number)s") % {"number": number}
