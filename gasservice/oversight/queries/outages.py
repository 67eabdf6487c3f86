"""Reading all of interruptions that counts."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count, F, Prefetch, Sum
from django.db.models.functions import Coalesce

from gasservice.cases.models import Redress, SurveyInvitation
from gasservice.oversight.counting import Announced, Asked, OutageStory, Owed
from gasservice.oversight.queries.stories import SCALES, asked_of
from gasservice.registry.models import Interruption, InterruptionVersion

ACCOUNT_DISTRICT = "gas_account__service_point__premise__community__district"


def outage_stories(outages: Collection[int]) -> dict[int, OutageStory]:
    """Read what counts of interruptions, by their keys; one that is gone is left out."""
    published = InterruptionVersion.objects.filter(published_at__isnull=False).order_by("number")
    versions = Prefetch("versions", published.prefetch_related("areas__community"), to_attr="told")
    owed, asked = owed_for(outages), asked_about(outages)
    rows = Interruption.objects.filter(pk__in=outages).prefetch_related(versions)
    return {row.pk: outage_story(row, owed[row.pk], asked[row.pk]) for row in rows}


def outage_story(row: Interruption, owed: list[tuple[int, Owed]], asked: list[tuple[int, Asked]]) -> OutageStory:
    was_called_off = row.cancelled_at and not row.started_at
    counts = row.told if row.is_planned and not was_called_off else []
    districts = {area.community.district_id for version in row.told[-1:] for area in version.areas.all()}
    announced = [Announced(version.published_at, version.starts_at, places_of(version)) for version in counts]
    return OutageStory(districts.pop() if len(districts) == 1 else 0, announced, owed, asked)


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


def asked_about(outages: Collection[int]) -> dict[int, list[tuple[int, Asked]]]:
    """Give what a sample of those without gas was asked and answered, by the district of each account."""
    rows = SurveyInvitation.objects.filter(interruption__in=outages).order_by("pk")
    answers = [F(f"response__{column}") for column in SCALES]
    of = ("team", Coalesce("handler", 0), "sent_at", "response__answered_at", *answers)
    found = defaultdict(list)
    for outage, district, *facts in rows.values_list("interruption", Coalesce(ACCOUNT_DISTRICT, 0), *of):
        found[outage].append((district, asked_of(*facts)))
    return found
