"""Outages as everybody sees them: where and when, how far each is, and how long ahead it was told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import F, Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gasservice.registry.models import Community, District, Interruption, InterruptionArea, InterruptionVersion, Premise
from gasservice.registry.queries import outages_on_show, outages_past
from gasservice.web.languages import localized
from gasservice.web.paging import Page, page_of
from repairs.outage_story import (
    Change,
    Course,
    Part,
    Progress,
    StepKind,
    Told,
    changes_between,
    lead_of,
    newly_in,
    progress_of,
    whole_hours,
)

LIVE_SHOWN = 50
PAST_SHOWN = 10
PLACES_NAMED = 6  # in a list; the page of an outage names them all
TO_COME = (Progress.ANNOUNCED,)
TONES = {
    Progress.ANNOUNCED: "info",
    Progress.DUE: "soon",
    Progress.GOING_ON: "late",
    Progress.LATE: "late",
    Progress.RESTORED: "kept",
    Progress.CLEAR: "kept",
}
PARTS = InterruptionArea.objects.select_related("community__district").order_by("community_id", "pk")
TOLD = InterruptionVersion.objects.filter(published_at__isnull=False).order_by("number")
WITH_VERSIONS = Prefetch("versions", TOLD.prefetch_related(Prefetch("areas", PARTS)), to_attr="told")


@dataclass(frozen=True)
class Place:
    """A community and what of it is meant: all, some buildings, or so many single addresses."""

    community: Community
    buildings: list[str] = field(default_factory=list)
    points: int = 0
    is_rest: bool = False

    @property
    def is_whole(self) -> bool:
        return not self.buildings and not self.points

    @property
    def name(self) -> str:
        return self.community.name_to_read

    @property
    def said(self) -> str:
        if self.is_rest:
            return _("the rest of %(place)s") % {"place": self.name}
        parts = [self.name]
        if self.buildings:
            facts = {"place": self.name, "buildings": _(", ").join(self.buildings)}
            parts = [
                ngettext("%(place)s, building %(buildings)s", "%(place)s, buildings %(buildings)s", len(self.buildings))
                % facts
            ]
        if self.points:
            words = ngettext("%(n)d single address", "%(n)d single addresses", self.points)
            parts.append(words % {"n": self.points})
        return _(", ").join(parts)


def said_places(places: Iterable[Place]) -> str:
    """Name some places in one line."""
    return _("; ").join(place.said for place in places)


@dataclass(frozen=True)
class Step:
    """One thing that happened or was said, and what it changed."""

    kind: StepKind
    at: datetime
    version: InterruptionVersion | None = None
    before: InterruptionVersion | None = None
    changes: list[Change] = field(default_factory=list)
    added: list[Place] = field(default_factory=list)
    taken_out: list[Place] = field(default_factory=list)

    @property
    def added_said(self) -> str:
        return said_places(self.added)

    @property
    def taken_out_said(self) -> str:
        return said_places(self.taken_out)


@dataclass(frozen=True)
class Outage:
    """An outage with the version that holds, where it is, how far, and how long ahead it was told."""

    row: Interruption
    now: InterruptionVersion
    places: list[Place]
    progress: Progress
    lead: timedelta
    is_short: bool

    @property
    def lead_hours(self) -> int:
        return whole_hours(self.lead)

    @property
    def places_said(self) -> str:
        return said_places(self.places)

    @property
    def first_places_said(self) -> str:
        return said_places(self.places[:PLACES_NAMED])

    @property
    def more_places(self) -> int:
        return len(self.places[PLACES_NAMED:])

    @property
    def tone(self) -> str:
        return TONES.get(self.progress, "")

    @property
    def is_to_come(self) -> bool:
        return self.progress in TO_COME

    @property
    def override_reasons(self) -> list[str]:
        return [version.override_reason for version in self.row.told if version.override_reason]


@dataclass(frozen=True)
class Outages:
    """What the page of outages shows: a page of those that are not over, and one of those that are."""

    off: list[Outage]
    to_come: list[Outage]
    live: Page
    past: list[Outage]
    page: Page

    @property
    def is_all_live(self) -> bool:
        return not (self.live.previous or self.live.next)


def outages_page(at: datetime, district: District | None, cursor: str, live_cursor: str) -> Outages:
    """Put together the outages of the city or of a district; the queries do not grow with them."""
    rows = in_district(outages_on_show(at), district).annotate(starts_at=F("current__starts_at"))
    live = page_of(rows, by="starts_at", cursor=live_cursor, size=LIVE_SHOWN)
    page = page_of(in_district(outages_past(at), district), by="-pk", cursor=cursor, size=PAST_SHOWN)
    shown = [outage_seen(row, at) for row in live.rows]
    off = [outage for outage in shown if not outage.is_to_come]
    to_come = [outage for outage in shown if outage.is_to_come]
    return Outages(off, to_come, live, [outage_seen(row, at) for row in page.rows], page)


def in_district(rows: QuerySet[Interruption], district: District | None) -> QuerySet[Interruption]:
    if district:
        there = InterruptionArea.objects.filter(community__district=district).values("version")
        rows = rows.filter(current__in=there)
    return rows.prefetch_related(WITH_VERSIONS)


def outage_seen(row: Interruption, at: datetime) -> Outage:
    """Judge an outage whose versions are at hand."""
    now = row.told[-1]
    lead = lead_of([told_by(version) for version in row.told], row.started_at)
    # The rules let nothing planned be told too late without a reason that somebody answers for.
    is_short = row.is_planned and any(version.override_reason for version in row.told)
    return Outage(row, now, places_of(now.areas.all()), progress_of(course_of(row, now), at), lead, is_short)


def course_of(row: Interruption, now: InterruptionVersion) -> Course:
    moments = (row.started_at, row.cancelled_at, row.restored_at, row.cleared_at)
    return Course(row.is_planned, now.starts_at, now.ends_at, *moments)


def told_by(version: InterruptionVersion) -> Told:
    return Told(
        version.number,
        version.published_at,
        version.starts_at,
        version.ends_at,
        frozenset(map(part_of, version.areas.all())),
        localized(version, "reason"),
        localized(version, "advice"),
    )


def part_of(area: InterruptionArea) -> Part:
    return Part(area.community_id, area.building, area.service_point_id)


def places_of(areas: Iterable[InterruptionArea], *, left: frozenset[int] = frozenset()) -> list[Place]:
    """Put the parts of an area together by community; `left` are communities of which something stays in."""
    by_community = defaultdict(list)
    for area in areas:
        by_community[area.community].append(area)
    return [place_of(community, parts, community.pk in left) for community, parts in by_community.items()]


def place_of(community: Community, parts: Sequence[InterruptionArea], is_left: bool) -> Place:
    if any(part_of(part).is_whole for part in parts):
        return Place(community, is_rest=is_left)
    buildings = sorted({part.building for part in parts if part.building}, key=by_number)
    return Place(community, buildings, sum(part.service_point_id is not None for part in parts))


def by_number(building: str) -> tuple[int, str]:
    return len(building), building


def story_of(outage: Outage) -> list[Step]:
    """Tell an outage from its first announcement on, what happened last at the end."""
    row, told = outage.row, outage.row.told
    steps = [Step(StepKind.ANNOUNCED, told[0].published_at, told[0])]
    steps += [step_between(*pair) for pair in pairwise(told)]
    moments = {
        StepKind.STARTED: row.started_at,
        StepKind.CANCELLED: row.cancelled_at,
        StepKind.RESTORED: row.restored_at,
        StepKind.CLEAR: row.cleared_at,
    }
    return sorted([*steps, *(Step(kind, at) for kind, at in moments.items() if at)], key=lambda step: step.at)


def step_between(before: InterruptionVersion, after: InterruptionVersion) -> Step:
    was, now = told_by(before), told_by(after)
    added = [area for area in after.areas.all() if part_of(area) in newly_in(was, now)]
    gone = [area for area in before.areas.all() if part_of(area) in newly_in(now, was)]
    return Step(
        StepKind.CHANGED,
        after.published_at,
        after,
        before,
        changes_between(was, now),
        places_of(added, left=frozenset(part.community for part in was.area)),
        places_of(gone, left=frozenset(part.community for part in now.area)),
    )


def buildings_in(places: Iterable[Place]) -> dict[int, list[str]]:
    """Give all buildings of the communities of which only some are meant, by the community's key."""
    partly = [place.community.pk for place in places if place.buildings]
    rows = Premise.objects.filter(community__in=partly).exclude(building="") if partly else Premise.objects.none()
    found = defaultdict(list)
    for community, building in rows.values_list("community", "building").order_by().distinct():
        found[community].append(building)
    return {community: sorted(buildings, key=by_number) for community, buildings in found.items()}


def outages_told(at: datetime, limit: int) -> QuerySet[Interruption]:
    """Give the outages announced last, with all that was published of them."""
    rows = Interruption.objects.published().filter(current__published_at__lte=at)
    return rows.order_by("-pk").prefetch_related(WITH_VERSIONS)[:limit]


def with_versions(outage: Interruption) -> Interruption:
    """Bring an outage's published versions and their areas to hand."""
    return Interruption.objects.select_related("current").prefetch_related(WITH_VERSIONS).get(pk=outage.pk)
