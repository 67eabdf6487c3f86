"""Two outages: one that is over, one that is announced."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from gasservice.portal.sample.places import Place
from gasservice.registry.models import Interruption, InterruptionArea, InterruptionVersion

ZONE = ZoneInfo("Asia/Shanghai")
PAST = {
    "reason_en": "A contractor's digger damaged the medium-pressure main in Wangjiang Street; emergency repair",
    "reason_zh_hans": "施工单位挖断望江街中压管道，紧急抢修",
    "reason_zh_hant": "施工單位挖斷望江街中壓管道，緊急搶修",
}
COMING = {
    "reason_en": "The old pipes of the estate are replaced and the new regulator is connected",
    "reason_zh_hans": "小区老旧庭院管网改造，新调压箱接入",
    "reason_zh_hant": "小區老舊庭院管網改造，新調壓箱接入",
}


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def announce_outages(places: list[Place], today: date) -> None:
    """Announce one in three days, more than 48 hours ahead, and remember one of last month."""
    last_month, soon = today - timedelta(days=26), today + timedelta(days=3)
    past = {"starts_at": moment(last_month, 14, 20), "ends_at": moment(last_month, 21, 40)}
    over = announce(places[:2], "T-0001", published_at=moment(last_month, 14, 35), is_planned=False, **past, **PAST)
    over.started_at, over.restored_at = past["starts_at"], past["ends_at"]
    over.cleared_at = over.restored_at + timedelta(hours=1)
    over.save()
    coming = {"starts_at": moment(soon, 9), "ends_at": moment(soon, 17)}
    announced = moment(today - timedelta(days=1), 16)
    announce(places[2:4], "T-0002", published_at=announced, is_planned=True, **coming, **COMING)


def announce(places: list[Place], reference: str, *, published_at: datetime, is_planned: bool, **facts) -> Interruption:
    """Write down an outage as it was announced, all of each community in its area."""
    outage = Interruption.objects.create(reference=reference, is_planned=is_planned)
    version = InterruptionVersion.objects.create(
        interruption=outage, number=1, drafted_at=published_at, published_at=published_at, **facts
    )
    version.areas.set([InterruptionArea(community=place.community) for place in places], bulk=False)
    outage.current = version
    outage.save()
    return outage
