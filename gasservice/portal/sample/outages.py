"""Two outages: one that is over, one that is announced."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from gasservice.portal.sample.places import Place
from gasservice.registry.models import Interruption

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
    past = Interruption.objects.create(
        reference="T-0001",
        is_planned=False,
        starts_at=moment(last_month, 14, 20),
        ends_at=moment(last_month, 21, 40),
        published_at=moment(last_month, 14, 35),
        **PAST,
    )
    past.communities.set(place.community for place in places[:2])
    coming = Interruption.objects.create(
        reference="T-0002",
        is_planned=True,
        starts_at=moment(soon, 9),
        ends_at=moment(soon, 17),
        published_at=moment(today - timedelta(days=1), 16),
        **COMING,
    )
    coming.communities.set(place.community for place in places[2:4])
