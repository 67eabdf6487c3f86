"""Quiet hours, whatever side of midnight and whatever zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from gasservice.notices.actions import tell
from gasservice.notices.models import Delivery
from gasservice.notices.quiet import after_quiet_hours
from gasservice.notices.terms import Recipient
from tests.notices.conftest import ASKED

SHANGHAI, URUMQI, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Urumqi"), ZoneInfo("Europe/London")
NIGHT = (22 * 60, 7 * 60)


def local(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("told", "sent"),
    [
        ("11-23 21:59", "11-23 21:59"),
        ("11-23 22:00", "11-24 07:00"),
        ("11-23 23:59", "11-24 07:00"),
        ("11-24 00:00", "11-24 07:00"),
        ("11-24 06:59", "11-24 07:00"),
        ("11-24 07:00", "11-24 07:00"),
    ],
)
def test_what_comes_at_night_waits_for_the_morning(told, sent):
    assert after_quiet_hours(local(told), NIGHT, SHANGHAI) == local(sent)


def test_the_last_night_of_a_year_ends_in_the_next():
    end = after_quiet_hours(local("12-31 23:30"), NIGHT, SHANGHAI)

    assert end == datetime(2027, 1, 1, 7, tzinfo=SHANGHAI)


def test_the_night_is_where_we_are():
    at = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)  # 22:30 in Shanghai, 20:30 in Urumqi, 14:30 in London

    assert after_quiet_hours(at, NIGHT, SHANGHAI) == datetime(2026, 11, 23, 23, tzinfo=UTC)
    assert after_quiet_hours(at, NIGHT, URUMQI) == at
    assert after_quiet_hours(at, NIGHT, LONDON) == at


def test_a_night_in_which_the_clocks_change_still_ends_at_seven():
    end = after_quiet_hours(local("10-24 23:00", LONDON), NIGHT, LONDON)

    assert end == datetime(2026, 10, 25, 7, tzinfo=UTC)  # summer time was 06:00 in UTC


def test_quiet_hours_may_lie_within_one_day_or_be_none():
    noon = local("11-23 12:30")

    assert after_quiet_hours(noon, (12 * 60, 14 * 60), SHANGHAI) == local("11-23 14:00")
    assert after_quiet_hours(local("11-23 15:00"), (12 * 60, 14 * 60), SHANGHAI) == local("11-23 15:00")
    assert after_quiet_hours(noon, (0, 0), SHANGHAI) == noon


@pytest.mark.django_db
@pytest.mark.parametrize(("zone", "hour"), [("Asia/Shanghai", 23), ("Asia/Urumqi", 14)])
def test_the_zone_of_the_settings_decides(settings, zone, hour):
    settings.TIME_ZONE = zone
    at = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)

    tell(key="a", topic="case-asked", to=[Recipient(email="mei@home.example")], facts=ASKED, at=at)

    assert Delivery.objects.get().not_before.astimezone(UTC).hour == hour
