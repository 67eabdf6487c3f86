"""What an outage's notices say: where, when, why, what to do, and what has changed, in the reader's language."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext

from gasservice.registry.models import Interruption, InterruptionArea, InterruptionVersion
from gasservice.web.languages import localized
from gasservice.web.say import say_when

# A letter names so many places; the public page names them all.
PLACES_NAMED = 12
PLACES_IN_SHORT = 1


def facts_of(outage: Interruption, version: InterruptionVersion, at: datetime) -> dict[str, object]:
    """Put together what every notice of a version may say; in the language that is active."""
    places = places_of(version.areas.all())
    return {
        "outage": outage,
        "version": version,
        "places": listed(places),
        "places_short": listed(places, PLACES_IN_SHORT),
        "changes": list(changes_since(outage.current, version, at)) if outage.current else [],
    }


def places_of(parts: Iterable[InterruptionArea]) -> list[str]:
    """Name each part of an area once: a community, a building, or an address."""
    return list(dict.fromkeys(map(place_of, parts)))


def place_of(part: InterruptionArea) -> str:
    if part.service_point:
        return part.service_point.premise.address
    name = part.community.name_to_read
    if part.building:
        return gettext("%(community)s, building %(building)s") % {"community": name, "building": part.building}
    return name


def changes_since(before: InterruptionVersion, version: InterruptionVersion, at: datetime) -> Iterator[str]:
    """Say what differs between two versions, a sentence each."""
    if before.pk == version.pk:
        return
    if before.starts_at != version.starts_at:
        yield gettext("It starts %(now)s instead of %(before)s.") % moments(version.starts_at, before.starts_at, at)
    if before.ends_at != version.ends_at:
        yield gettext("It ends %(now)s instead of %(before)s.") % moments(version.ends_at, before.ends_at, at)
    if localized(before, "reason") != localized(version, "reason"):
        yield gettext("The reason is now: %(reason)s") % {"reason": localized(version, "reason")}
    if localized(before, "advice") != localized(version, "advice"):
        yield gettext("What to do has changed; read it below.")
    was, now = places_of(before.areas.all()), places_of(version.areas.all())
    if added := [place for place in now if place not in was]:
        yield gettext("Also without gas: %(places)s.") % {"places": listed(added)}
    if gone := [place for place in was if place not in now]:
        yield gettext("Not affected any more: %(places)s.") % {"places": listed(gone)}


def moments(now: datetime, before: datetime, at: datetime) -> dict[str, str]:
    return {"now": say_when(now, now=at), "before": say_when(before, now=at)}


def listed(places: list[str], limit: int = PLACES_NAMED) -> str:
    """Name some places in one line."""
    named, more = gettext(", ").join(places[:limit]), len(places[limit:])
    return gettext("%(named)s and %(more)d more") % {"named": named, "more": more} if more else named
