"""Looking at the usage of one account, without a database: months, days that do not count, and old readings."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from gasservice.keyaccounts.expecting import by_weather
from gasservice.keyaccounts.scoring import OPENS_AT, score_of
from gasservice.keyaccounts.watching import Usage, months_of, watch_usage, weeks_of

FIRST, LAST = date(2025, 1, 1), date(2026, 10, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


def by_the_month(share: float = 1.0, silent: int = 0) -> Usage:
    """A works read once a month; in October 2026 it used only a share, and of the last days nothing is known."""
    volumes = [100.0 + 8 * abs(day.month - 7) for day in DAYS]
    volumes = np.array(
        [volume * (share if day >= date(2026, 10, 1) else 1) for day, volume in zip(DAYS, volumes, strict=True)]
    )
    volumes = np.concatenate([volumes, np.full(silent, np.nan)])
    return Usage(FIRST, volumes, np.full(len(volumes), np.nan), np.zeros(len(volumes), dtype=bool))


def days_from(usage: Usage, since: date, until: date) -> np.ndarray:
    days = np.array([usage.first + timedelta(days=number) for number in range(len(usage.volumes))])
    return (days >= since) & (days <= until)


def test_a_month_far_below_the_same_month_is_seen():
    [sign] = watch_usage(by_the_month(0.5))

    assert (sign.kind, sign.day) == ("month", date(2026, 10, 1))
    assert sign.seen == pytest.approx(0.5 * sign.expected)
    assert watch_usage(by_the_month(0.8)) == []


def test_a_month_without_gas_for_days_is_shared_by_the_others():
    usage = by_the_month(20 / 31)  # nothing on eleven of its days
    assert [sign.kind for sign in watch_usage(usage)] == ["month"]

    off = days_from(usage, date(2026, 10, 5), date(2026, 10, 15))
    assert watch_usage(usage.without(off)) == []


def test_a_day_off_long_ago_does_not_forget_the_months_before_it():
    usage = by_the_month(0.5)
    off = days_from(usage, date(2026, 3, 3), date(2026, 3, 3))

    assert len(months_of(usage.without(off))) == 22
    assert [sign.kind for sign in watch_usage(usage.without(off))] == ["month"]


def by_the_day(shut: int = 0, share: float = 1.0) -> Usage:
    """A works that heats below 14 degrees and is read each day; of its last days it used only a share on some."""
    chance = np.random.default_rng(3)
    warm = np.array([14 - 11 * np.cos(2 * np.pi * (day.timetuple().tm_yday - 20) / 365) for day in DAYS])
    volumes = (100 + 12 * np.clip(14 - warm, 0, None)) * chance.lognormal(0, 0.08, len(DAYS))
    volumes[len(DAYS) - shut :] *= share
    return Usage(FIRST, volumes, warm, np.ones(len(DAYS), dtype=bool))


def test_a_week_of_shutdown_alone_warns_of_nobody_and_a_drop_that_stays_does():
    assert score_of(watch_usage(by_the_day())) == 0
    assert 0 < score_of(watch_usage(by_the_day(shut=7, share=0.1))) < OPENS_AT
    assert score_of(watch_usage(by_the_day(shut=14, share=0.6))) >= OPENS_AT


def test_where_an_account_stops_heating_is_learned_from_it():
    usage = by_the_day()
    weekdays = (usage.first.weekday() + np.arange(len(DAYS))) % 7

    expected = by_weather(usage.volumes, usage.temperatures, weekdays, np.ones(len(DAYS), dtype=bool))

    summer = usage.temperatures > 15  # with a line from 18 degrees it would be a tenth too much here
    assert expected[summer].mean() == pytest.approx(100, rel=0.02)
    assert np.abs(expected / (100 + 12 * np.clip(14 - usage.temperatures, 0, None)) - 1).max() < 0.05


def test_weeks_of_much_gas_and_of_little_have_a_scatter_of_their_own():
    usage, chance = by_the_day(), np.random.default_rng(5)
    restless = np.where(usage.temperatures > 14, chance.lognormal(0, 0.9, len(DAYS)), 1.0)

    weeks = weeks_of(replace(usage, volumes=usage.volumes * restless))

    calm, loud = sorted(set(weeks.scales))
    assert loud > 3 * calm


def test_old_readings_say_nothing_of_today():
    assert watch_usage(by_the_month(0.5, silent=40)) != []
    assert watch_usage(by_the_month(0.5, silent=80)) == []


def test_the_degrees_of_two_years_are_held_against_each_other():
    usage = by_the_month(0.72)
    warm = np.where(days_from(usage, date(2026, 10, 1), LAST), 16.0, 12.0)  # four degrees warmer explain 8 % of it
    cold = np.where(days_from(usage, date(2026, 10, 1), LAST), 10.0, 12.0)

    assert watch_usage(Usage(FIRST, usage.volumes, warm, usage.is_fine)) == []
    assert watch_usage(Usage(FIRST, usage.volumes, cold, usage.is_fine)) != []
