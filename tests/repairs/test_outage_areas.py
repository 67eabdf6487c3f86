"""Two areas of an outage held against each other: as if point by point, however they are written."""

from itertools import product

import pytest

from gasservice.registry.models import Community, ServicePoint
from repairs.queries.areas import Part, anybody_is_new, anybody_stays
from tests.registry.conftest import district, garden, premise_in

__all__ = ["district", "garden"]


@pytest.fixture
def points(garden, district) -> list[ServicePoint]:
    """Two communities of two buildings, one home each; one of them has no service point yet."""
    other = Community.objects.create(code="other", district=district)
    homes = [premise_in(community, building, "1", "1") for community in (garden, other) for building in "12"]
    return [ServicePoint.objects.create(code=f"P{home.pk}", premise=home) for home in homes[:3]]


def lies_in(point: ServicePoint, parts: tuple[Part, ...]) -> bool:
    home = point.premise
    return any(
        part.community_id == home.community_id
        and part.building in ("", home.building)
        and part.service_point_id in (None, point.pk)
        for part in parts
    )


def test_areas_are_compared_as_if_point_by_point(points):
    first, last = points[0].premise.community_id, points[2].premise.community_id
    pieces = [
        (),
        (Part(first),),
        (Part(first, "1"),),
        (Part(first, "1"), Part(first, "2")),
        (Part(first, "", points[1].pk), Part(last, "2")),
        (Part(last), Part(first, "2")),
        (Part(last, "2"),),
        (Part(first), Part(last)),
    ]
    for area, before in product(pieces, repeat=2):
        stays = any(lies_in(point, area) and lies_in(point, before) for point in points)
        is_new = any(lies_in(point, area) and not lies_in(point, before) for point in points)
        assert (anybody_stays(area, before), anybody_is_new(area, before)) == (stays, is_new), (area, before)
