"""What holds for every home and tariff: nothing is lost, more gas never costs less, cutting changes only roundings."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from billing.rating import FEN, SHARE, Household, Rating, TariffVersion, Tier, rate
from tests.billing.tariffs import LONG_AGO, used

HALF_A_FEN = FEN / 2
days = st.dates(date(2023, 1, 1), date(2026, 12, 31))
volumes = st.decimals(0, 3000, places=3)
prices = st.decimals("0.5", "6", places=2)


@st.composite
def tariffs(draw) -> list[TariffVersion]:
    """Two versions that follow each other, each dearer from tier to tier."""
    change = draw(days)
    return [version(draw, LONG_AGO, change), version(draw, change, None)]


def version(draw, valid_from: date, valid_until: date | None) -> TariffVersion:
    limits = [*sorted(draw(st.sets(st.integers(1, 1500), max_size=3))), None]
    price, tiers = draw(prices), []
    for limit in limits:
        tiers.append(Tier(None if limit is None else Decimal(limit), price))
        price += draw(st.decimals(0, 2, places=2))
    extra = Decimal(draw(st.integers(0, 200)))
    return TariffVersion("any", valid_from, valid_until, tuple(tiers), draw(st.integers(1, 5)), extra)


@st.composite
def homes(draw) -> dict:
    """Somebody's tariffs, household, first day and what the year used before."""
    people = draw(st.lists(st.tuples(days, st.integers(1, 9)), max_size=3, unique_by=lambda pair: pair[0]))
    return {
        "tariffs": draw(tariffs()),
        "household": [Household(since, persons) for since, persons in people],
        "supplied_since": draw(st.dates(date(2020, 1, 1), date(2023, 1, 1))),
        "used_m3": draw(st.decimals(0, 800, places=0)),
    }


@st.composite
def periods(draw) -> tuple[date, date]:
    since = draw(days)
    return since, since + timedelta(days=draw(st.integers(1, 500)))


TURN_OF_THE_YEAR = date(2023, 6, 1), date(2024, 1, 2)
ANY_HOME = {
    "tariffs": [TariffVersion("any", LONG_AGO, None, (Tier(None, Decimal(2)),))],
    "household": [],
    "supplied_since": date(2020, 1, 1),
    "used_m3": Decimal(0),
}


@given(homes(), periods(), volumes)
@example(ANY_HOME, TURN_OF_THE_YEAR, Decimal("0.006"))  # nearly all of it before the year turned, and less than a share
def test_lines_sum_to_what_was_measured(home, period, volume):
    rating = rate([used(volume, *period)], **home)

    assert sum(line.volume_m3 for line in rating.lines) == rating.volume_m3 == volume
    assert all(line.amount == (line.volume_m3 * line.price).quantize(FEN, "ROUND_HALF_UP") for line in rating.lines)
    assert all(line.volume_m3 > 0 for line in rating.lines)


@given(homes(), periods(), volumes, st.decimals(0, 500, places=3))
def test_more_gas_never_costs_less(home, period, volume, more):
    less, more = rate([used(volume, *period)], **home), rate([used(volume + more, *period)], **home)

    # A line more may be rounded down where one line was rounded up; and a hundredth of a cubic metre may change sides.
    assert more.amount >= less.amount - tolerance(less, more)


@given(homes(), periods(), volumes, st.data())
def test_reading_once_more_between_changes_only_roundings(home, period, volume, data):
    since, until = period
    between = since + timedelta(days=data.draw(st.integers(0, (until - since).days)))
    half = (volume * (between - since).days / (until - since).days).quantize(Decimal("0.001"))

    once = rate([used(volume, since, until)], **home)
    twice = rate([used(half, since, between), used(volume - half, between, until)], **home)

    assert abs(once.amount - twice.amount) <= tolerance(once, twice)


@given(homes(), periods(), volumes)
def test_each_line_lies_within_its_tier(home, period, volume):
    for line in rate([used(volume, *period)], **home).lines:
        assert line.used_m3 >= line.above_m3 or line.number == 1
        assert line.upto_m3 is None or line.used_m3 + line.volume_m3 <= line.upto_m3
        assert line.piece.tariff.holds_on(line.piece.since)
        assert line.piece.since.year == (line.piece.until - timedelta(days=1)).year


def tolerance(*ratings: Rating) -> Decimal:
    """Half a fen for each line, and what sharing by days may move from a price to another."""
    lines = [line for rating in ratings for line in rating.lines]
    dearest = max((line.price for line in lines), default=Decimal(0))
    return HALF_A_FEN * len(lines) + SHARE * dearest * len(lines)
