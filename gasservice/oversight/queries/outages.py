"""Reading all of interruptions that counts."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count, Prefetch, Sum
from django.db.models.functions import Coalesce

from gasservice.cases.models import Redress
from gasservice.oversight.counting import Announced, OutageStory, Owed
from gasservice.registry.models import Interruption, InterruptionVersion

ACCOUNT_DISTRICT = "gas_account__service_point__premise__community__district"


def outage_stories(outages: Collection[int]) -> dict[int, OutageStory]:
    """Read what counts of interruptions, by their keys; one that is gone is left out."""
    published = InterruptionVersion.objects.filter(published_at__isnull=False).order_by("number")
    versions = Prefetch("versions", published.prefetch_related("areas__community"), to_attr="told")
    owed = owed_for(outages)
    rows = Interruption.objects.filter(pk__in=outages).prefetch_related(versions)
    return {row.pk: story_of(row, owed[row.pk]) for row in rows}


def story_of(row: Interruption, owed: list[tuple[int, Owed]]) -> OutageStory:
    was_called_off = row.cancelled_at and not row.started_at
    counts = row.told if row.is_planned and not was_called_off else []
    districts = {area.community.district_id for version in row.told[-1:] for area in version.areas.all()}
    announced = [Announced(version.published_at, version.starts_at, places_of(version)) for version in counts]
    return OutageStory(districts.pop() if len(districts) == 1 else 0, announced, owed)


def places_of(version: InterruptionVersion) -> frozenset:
    return frozenset((area.community_id, area.building, area.service_point_id) for area in version.areas.all())


def owed_for(outages: Collection[int]) -> dict[int, list[tuple[int, Owed]]]:
    """Sum the redress of interruptions by district and moment: one of a whole city is a million rows."""
    rows = Redress.objects.filter(interruption__in=outages).order_by()
    rows = rows.values_list("interruption", Coalesce(ACCOUNT_DISTRICT, 0), "owed_at", "credited_at")
    found = defaultdict(list)
    for outage, district, *when, amount, times in rows.annotate(sum=Sum("amount"), times=Count("pk")):
        found[outage].append((district, Owed(int(amount * 100), *when, times)))
    return found
