"""Whether gas is off at a place, or will be: by premise, and by community."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import F, Q, QuerySet

from gasservice.registry.models import Interruption, InterruptionArea, Premise

RECENT = timedelta(days=1)  # so long a restored outage is told of, even if nobody has found everybody supplied yet


@dataclass(frozen=True)
class Touch:
    """An outage that touches a community, all of it or a part."""

    outage: Interruption
    is_whole: bool


def is_past(at: datetime) -> Q:
    """Match what is over: cancelled, found all clear, or restored for a day."""
    return Q(cancelled_at__isnull=False) | Q(cleared_at__isnull=False) | Q(restored_at__lt=at - RECENT)


def outages_on_show(at: datetime) -> QuerySet[Interruption]:
    """Give the published outages to come, going on or just over, the nearest first."""
    live = Q(cancelled_at__isnull=True, cleared_at__isnull=True)
    live &= Q(restored_at__isnull=True) | Q(restored_at__gte=at - RECENT)
    rows = Interruption.objects.published().filter(live, current__published_at__lte=at)
    return rows.order_by("current__starts_at", "pk")


def outages_past(at: datetime) -> QuerySet[Interruption]:
    """Give the published outages that are over."""
    return Interruption.objects.published().filter(is_past(at), current__published_at__lte=at)


def outages_at(premises: Iterable[Premise], at: datetime) -> dict[int, list[Interruption]]:
    """Give the outages on show at each premise by its key, in two queries however many of either there are."""
    asked = list(premises)
    here = Q(community__in={premise.community_id for premise in asked}, building="", service_point__isnull=True)
    for premise in asked:
        if premise.building:
            here |= Q(community=premise.community_id, building=premise.building)
    here |= Q(service_point__premise__in=[premise.pk for premise in asked])
    shown = shown_in(InterruptionArea.objects.filter(here), at) if asked else {}
    areas = InterruptionArea.objects.filter(here, version__in=shown)
    areas = list(areas.order_by().values("version", "community", "building", point=F("service_point__premise")))
    return {premise.pk: [shown[pk] for pk in shown if reaches(areas, pk, premise)] for premise in asked}


def shown_in(areas: QuerySet[InterruptionArea], at: datetime) -> dict[int, Interruption]:
    """Give the outages on show that hold one of these areas, the nearest first, by the version that holds."""
    rows = outages_on_show(at).filter(current__in=areas.order_by().values("version"))
    return {outage.current_id: outage for outage in rows}


def reaches(areas: list[dict], version: int, premise: Premise) -> bool:
    """Whether one of the areas of a version reaches a premise."""
    return any(
        area["point"] == premise.pk
        if area["point"]
        else area["community"] == premise.community_id and area["building"] in ("", premise.building)
        for area in areas
        if area["version"] == version
    )


def outages_around(communities: Iterable[int], at: datetime) -> dict[int, list[Touch]]:
    """Give the outages on show that touch each community by its key, in two queries."""
    there = InterruptionArea.objects.filter(community__in=set(communities))
    shown = shown_in(there, at)
    areas = there.filter(version__in=shown).order_by()
    whole = BoolOr(Q(building="", service_point__isnull=True))
    found = {
        (row["version"], row["community"]): row["whole"]
        for row in areas.values("version", "community").annotate(whole=whole)
    }
    touched = defaultdict(list)
    for version, outage in shown.items():
        for community in communities:
            if (version, community) in found:
                touched[community].append(Touch(outage, found[version, community]))
    return dict(touched)
