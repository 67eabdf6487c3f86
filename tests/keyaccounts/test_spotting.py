"""Robust z, EWMA and the lower CUSUM, against figures reckoned elsewhere."""

from decimal import Decimal

import pytest

from gasservice.keyaccounts.expecting import chance_of_so_many
from gasservice.keyaccounts.scoring import item_of, score_of
from gasservice.keyaccounts.spotting import ewma_limits, ewma_of, lower_cusum, memory_of, robust_z, usual


def test_the_limits_of_an_ewma_are_those_of_the_handbook():
    low, high = ewma_limits(50, 2.0539, weight=0.3)

    assert high == pytest.approx(52.588, abs=0.001)
    assert low == pytest.approx(47.412, abs=0.001)


def test_an_ewma_follows_its_values():
    assert ewma_of([10, 10, 0], start=0, weight=0.5) == [5, 7.5, 3.75]


def test_a_robust_z_is_not_moved_by_one_wild_value():
    habit = [9, 10, 10, 11, 12, 10, 9, 1000]

    assert robust_z(10, habit) == pytest.approx(0)
    assert robust_z(3, habit) == pytest.approx(-0.6745 * 7 / 1)


def test_where_most_values_are_the_same_the_mean_deviation_takes_over():
    assert usual([0, 0, 0, 0, 0, 4]) == pytest.approx((0, 4 / 6 / 0.7979), rel=1e-3)
    assert robust_z(5, [5, 5, 5]) == 0
    assert robust_z(4, [5, 5, 5]) == float("-inf")
    assert robust_z(8, [5, 5, 5], least=1) == 3


def test_a_lower_cusum_adds_up_only_what_falls_below_its_slack():
    assert lower_cusum([1, -0.4, -2, -2, 1, 5]) == [0, 0, 1.5, 3, 1.5, 0]


def test_a_chart_is_widened_where_neighbours_are_alike():
    assert memory_of([1, -1, 1, -1, 1, -1]) == 1
    assert memory_of([1, 2, 3, 4, 5, 6]) == pytest.approx((1.9 / 0.1) ** 0.5)
    assert memory_of([2, 2, 2, 2]) == 1


def test_the_chance_of_a_burst_is_the_tail_of_poisson():
    assert chance_of_so_many(0, 0.5) == 1
    assert chance_of_so_many(3, 0.5) == pytest.approx(0.014388, abs=1e-6)
    assert chance_of_so_many(5, 0.5) == pytest.approx(0.000172, abs=1e-6)


def test_a_sign_counts_at_most_twice_its_limit():
    assert item_of("drift", 1.26).points == Decimal("2.6")
    assert item_of("drift", float("inf")).points == 4


def test_what_is_explained_away_does_not_count(seen):
    assert score_of([seen("drift", 1.0), seen("week", 1.5), seen("shortfall", 2, suppressed_by="stop")]) == 3.5
