"""What is told of a household later changes nothing of the time before it, and so no limit of that time."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from billing.rating import Household, TariffVersion, Tier, limits_in
from gasservice.registry.household import household_from

MARCH = date(2026, 3, 1)
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31)).map(lambda day: day.replace(day=1))
DECLARED = st.lists(st.tuples(DAYS, st.integers(1, 9)), max_size=8)
TARIFF = TariffVersion(
    "residential", date(2020, 1, 1), None, (Tier(Decimal(500), Decimal(2)), Tier(None, Decimal(3))), 4, Decimal(100)
)


@given(declared=DECLARED, later=st.tuples(DAYS, st.integers(1, 9)))
def test_what_is_told_later_changes_nothing_of_the_time_before_it(declared, later):
    before, after = household_from(declared), household_from([*declared, later])

    assert [day for day, _ in after] == sorted({day for day, _ in after})
    assert [entry for entry in after if entry[0] < later[0]] == [entry for entry in before if entry[0] < later[0]]
    assert after[-1] == later


@given(declared=DECLARED, persons=st.integers(1, 9))
def test_the_limits_of_a_year_that_was_over_stay(declared, persons):
    known = [(date(2020, 1, 1), 3), *declared]
    rows = [[Household(*entry) for entry in household_from(told)] for told in (known, [*known, (MARCH, persons)])]

    assert limits_in(2025, TARIFF, date(2020, 1, 1), rows[0]) == limits_in(2025, TARIFF, date(2020, 1, 1), rows[1])
