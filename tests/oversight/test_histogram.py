"""Waits in bins: whatever is added up in whatever order, a quantile is as true as of all waits together."""

from collections import Counter
from datetime import timedelta
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gasservice.oversight.histogram import bin_of, middle_of, quantile

waits = st.lists(st.timedeltas(timedelta(minutes=1), timedelta(days=900)), min_size=1, max_size=60)


def bins_of(some: list[timedelta]) -> Counter[int]:
    return Counter(map(bin_of, some))


@given(waits, waits)
def test_what_is_added_up_is_what_all_of_them_are(some, more):
    assert bins_of(some) + bins_of(more) == bins_of(some + more)


@given(waits, st.sampled_from([0.1, 0.5, 0.9, 1.0]))
def test_a_quantile_is_true_to_within_the_grain(some, share):
    true = sorted(some)[ceil(share * len(some)) - 1]

    assert quantile(bins_of(some), share) / true == pytest.approx(1, abs=0.0251)


@given(st.integers(1, 400))
def test_the_middle_of_a_bin_lies_in_it(number):
    assert bin_of(middle_of(number)) == number


def test_less_than_a_minute_is_one_bin_and_of_none_there_is_no_quantile():
    assert bin_of(timedelta(0)) == bin_of(timedelta(seconds=59)) == 0
    assert quantile({0: 3}, 0.5) == timedelta(seconds=30)
    assert quantile({}, 0.5) is None
