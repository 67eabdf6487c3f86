"""Outages as the desk sees them, and those for which something is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from gasservice.cases.models import Redress, Routing
from gasservice.notices.models import DeliveryTally, Notice
from gasservice.notices.terms import Channel, DeliveryState
from gasservice.registry.models import Interruption, InterruptionArea, InterruptionVersion, PriorityNeed
from gasservice.standards.terms import Door
from gasservice.users.models import User
from repairs.models import NoticeReceipt, OutageMailing, OutageStep
from repairs.terms import OutageStage

REMINDED_AHEAD = timedelta(hours=24)
# So long after the time that was told somebody asks who has forgotten to say that it began.
STARTS_WITHIN = timedelta(minutes=15)
TOPICS = [f"outage-{stage}" for stage in OutageStage]
WITH_AREA = Prefetch(
    "areas", InterruptionArea.objects.select_related("community", "service_point__premise").order_by("pk")
)


@dataclass(frozen=True)
class StageProgress:
    """How far the deliveries of one notice have come: on each channel how many wait, are sent, could not be."""

    stage: OutageStage
    number: int
    told_at: datetime
    channels: list[tuple[str, int, int, int]]
    is_made: bool


def outages_at_desk() -> QuerySet[Interruption]:
    """Give all outages, the newest first, with the version that holds and what is written."""
    versions = InterruptionVersion.objects.order_by("number").prefetch_related(WITH_AREA)
    return Interruption.objects.select_related("current").prefetch_related(Prefetch("versions", versions))


def versions_of(outage: Interruption) -> list[InterruptionVersion]:
    """Give the versions of an outage with their areas, the first one first."""
    rows = outage.versions.select_related("published_by", "overridden_by", "drafted_by").prefetch_related(WITH_AREA)
    return list(rows.order_by("number"))


def steps_of(outage: Interruption) -> QuerySet[OutageStep]:
    return OutageStep.objects.filter(outage=outage).select_related("by")


def progress_of(outage: Interruption) -> list[StageProgress]:
    """Give how far each notice of an outage has come, the latest first; as cheap for a million as for ten."""
    notices = list(Notice.objects.filter(key__startswith=f"outage:{outage.pk}:", topic__in=TOPICS).order_by("-pk"))
    rows = DeliveryTally.objects.filter(notice__in=notices, number__gt=0)
    counts = {(row.notice_id, row.channel, row.state): row.number for row in rows}
    making = set(OutageMailing.objects.filter(notice__in=notices, made_at__isnull=True).values_list("pk", flat=True))
    return [progress(notice, counts, is_made=notice.pk not in making) for notice in notices]


def is_being_made(outage: Interruption) -> bool:
    """Say whether deliveries of an outage's notices are still to be made."""
    return OutageMailing.objects.filter(version__interruption=outage, made_at__isnull=True).exists()


def progress(notice: Notice, counts: dict[tuple[int, str, str], int], *, is_made: bool) -> StageProgress:
    _outage, _pk, number, stage = notice.key.split(":")
    channels = []
    for channel in Channel:
        states = (DeliveryState.WAITING, DeliveryState.SENT, DeliveryState.DEAD)
        numbers = [counts.get((notice.pk, channel, state), 0) for state in states]
        channels += [(channel.label, *numbers)] if any(numbers) else []
    return StageProgress(OutageStage(stage), int(number), notice.created_at, channels, is_made)


def receipts_of(outage: Interruption) -> QuerySet[NoticeReceipt]:
    """Give who must confirm the version that holds, whoever has not yet first; with their needs and calls."""
    needs = PriorityNeed.objects.filter(ended_at__isnull=True).order_by("kind")
    rows = NoticeReceipt.objects.filter(version=outage.current_id).select_related("customer", "confirmed_by")
    rows = rows.prefetch_related(Prefetch("premise__priority_needs", needs, to_attr="needs"), "calls__by")
    is_done = Case(When(confirmed_at__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.select_related("premise").annotate(is_done=is_done)


def receipt_counts(outage: Interruption) -> dict[str, int]:
    """Count who must confirm the version that holds, and who has."""
    rows = NoticeReceipt.objects.filter(version=outage.current_id)
    return rows.aggregate(asked=Count("pk"), confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)))


def untold(rows: QuerySet[Interruption], stage: str) -> QuerySet[Interruption]:
    """Leave out those of whose present version a stage was told already."""
    words = [Value("outage:"), Cast("pk", CharField()), Value(":"), Cast("current__number", CharField())]
    rows = rows.annotate(notice_key=Concat(*words, Value(f":{stage}"), output_field=CharField()))
    return rows.exclude(Exists(Notice.objects.filter(key=OuterRef("notice_key"))))


def outages_to_remind(at: datetime) -> QuerySet[Interruption]:
    """Give those that start within a day and were published before that day."""
    near = {"current__starts_at__gt": at, "current__starts_at__lte": at + REMINDED_AHEAD}
    early = Q(current__published_at__lt=F("current__starts_at") - REMINDED_AHEAD)
    rows = Interruption.objects.ahead().filter(early, started_at__isnull=True, **near)
    return untold(rows, OutageStage.REMINDER)


def outages_delayed(at: datetime) -> QuerySet[Interruption]:
    """Give those whose end has passed while the gas is still off."""
    rows = Interruption.objects.ahead().filter(started_at__isnull=False, current__ends_at__lt=at)
    return untold(rows, OutageStage.DELAYED)


def outages_not_begun(at: datetime) -> QuerySet[Interruption]:
    """Give the planned ones that were to begin a while ago, and of which nobody said that they did."""
    late = at - STARTS_WITHIN
    rows = Interruption.objects.ahead().filter(is_planned=True, started_at__isnull=True, current__starts_at__lte=late)
    return untold(rows, "not-begun")


def outages_to_reckon(at: datetime) -> QuerySet[Interruption]:
    """Give those whose gas is back, and for which nobody has reckoned yet what is owed."""
    steps = OutageStep.objects.filter(stage=OutageStage.RESTORED, reckoned_at__isnull=True)
    return Interruption.objects.filter(pk__in=steps.values("outage"), restored_at__isnull=False)


def outages_unpaid(at: datetime) -> QuerySet[Interruption]:
    """Give those that run and for which nothing is owed yet; the last is reckoned when gas is back."""
    owed = Redress.objects.filter(interruption=OuterRef("pk"))
    return Interruption.objects.ahead().filter(~Exists(owed), started_at__lt=at)


def duty_leads() -> QuerySet[User]:
    """Give who leads the teams that leaks go to."""
    teams = Routing.objects.filter(door=Door.REPAIRS, kind_code="leak").values("team")
    return User.objects.filter(teams_led__in=teams, is_active=True).distinct()
