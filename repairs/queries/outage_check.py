"""Am I affected? Asked by an address or a community under any name it ever had, or for one's own homes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.registry.models import Interruption, Premise
from gasservice.registry.queries import FoundPlace, accounts_of, outages_around, outages_at, places_named
from gasservice.users.models import User
from repairs.queries.outage_pages import WITH_VERSIONS, Outage, outage_seen

PLACES_SHOWN = 8


class Reach(models.TextChoices):
    """Whether an outage is where somebody asks."""

    YES = "yes", _("Yes")
    PART = "part", _("A part of it")
    NO = "no", _("No")


@dataclass(frozen=True)
class Answer:
    """A place, the name it was asked by, and the outages there."""

    name: str
    reach: Reach
    outages: list[Outage]
    community: int
    asked_as: str = ""


def answers_to(query: str, at: datetime) -> list[Answer]:
    """Answer for each place that a query names; nothing but places is told."""
    found = places_meant(query)
    there = outages_at([place.premise for place in found if place.premise], at)
    around = outages_around([place.community.pk for place in found if not place.premise], at)
    at_hand(row for rows in there.values() for row in rows)
    at_hand(touch.outage for touches in around.values() for touch in touches)
    return [
        at_premise(place.premise, there, at, asked_as(place)) if place.premise else in_community(place, around, at)
        for place in found
    ]


def places_meant(query: str) -> list[FoundPlace]:
    """Find the places of a query; who names a community means it, not every address in it."""
    found = places_named(query)
    if found and not found[0].premise:
        found = [place for place in found if not place.premise]
    return found[:PLACES_SHOWN]


def answers_for(user: User, at: datetime) -> list[Answer]:
    """Answer for the homes whose accounts a user holds."""
    if not user.is_authenticated or user.works_here:
        return []
    accounts = accounts_of(user, timezone.localdate(at))[:PLACES_SHOWN]
    homes = {account.service_point.premise for account in accounts}
    there = outages_at(homes, at)
    at_hand(row for rows in there.values() for row in rows)
    return [at_premise(home, there, at) for home in sorted(homes, key=lambda home: home.pk)]


def at_hand(rows: Iterable[Interruption]) -> None:
    """Bring what was published of some outages to hand, in two queries."""
    prefetch_related_objects(list(rows), WITH_VERSIONS)


def asked_as(place: FoundPlace) -> str:
    return place.name_found if place.is_former else ""


def at_premise(premise: Premise, there: dict[int, list[Interruption]], at: datetime, asked: str = "") -> Answer:
    outages = [outage_seen(row, at) for row in there[premise.pk]]
    return Answer(premise.address, Reach.YES if outages else Reach.NO, outages, premise.community_id, asked)


def in_community(place: FoundPlace, around: dict, at: datetime) -> Answer:
    touches = around.get(place.community.pk, [])
    reach = Reach.PART if touches else Reach.NO
    if any(touch.is_whole for touch in touches):
        reach = Reach.YES
    outages = [outage_seen(touch.outage, at) for touch in touches]
    return Answer(place.community.name_to_read, reach, outages, place.community.pk, asked_as(place))
