"""Nobody reckons from what is published what is not: attackers try on small tables, by elimination and by bounds."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gasservice.oversight.publishing import unknown_of
from gasservice.oversight.suppression import Counts, hidden_sums, sums_of

MONTHS, DOORS = ("jan", "feb", "mar"), {"a": ("a1", "a2"), "b": ("b1", "b2")}
EVERY_WAY = [(True, True, True), (True, True, False), (False, True, True), (True, False, False), (False, True, False)]
EVERY_WAY = [*EVERY_WAY, (False, False, False)]
SHAPES = st.lists(st.sampled_from(EVERY_WAY), min_size=1, unique=True)
PLACES = [(month, door, kind) for month in MONTHS for door, kinds in DOORS.items() for kind in kinds]
SMALL = st.integers(0, 14)
TABLES = st.lists(st.tuples(SMALL, SMALL), min_size=len(PLACES), max_size=len(PLACES))


def counts_of(numbers, shapes) -> Counts:
    return Counts({p: {"yes": a, "no": b} for p, (a, b) in zip(PLACES, numbers, strict=True)}, shapes)


def reckoned(counts: Counts, hidden) -> dict:
    """Solve what is published by elimination; give each hidden sum that has one value only."""
    places = list(counts.of_places)
    column = {place: number for number, place in enumerate(places)}
    rows = []
    for one, total in counts.of_sums.items():
        if one not in hidden:
            row = [Fraction(0)] * (len(places) + 1)
            for place in counts.in_sums[one]:
                row[column[place]] = Fraction(1)
            rows.append([*row[:-1], Fraction(total)])
    basis = eliminated(rows)
    found = {}
    for one in hidden:
        row = [Fraction(int(place in counts.in_sums[one])) for place in places] + [Fraction(0)]
        left = reduced(row, basis)
        if not any(left[:-1]):
            found[one] = -left[-1]
    return found


def eliminated(rows) -> list:
    basis = []
    for row in rows:
        row = reduced(row, basis)
        lead = next((n for n, value in enumerate(row[:-1]) if value), None)
        if lead is not None:
            basis.append((lead, [value / row[lead] for value in row]))
    return basis


def reduced(row, basis):
    for lead, other in basis:
        if row[lead]:
            row = [value - row[lead] * known for value, known in zip(row, other, strict=True)]
    return row


@given(TABLES, SHAPES)
@settings(max_examples=60, deadline=None)
def test_no_hidden_count_follows_from_what_is_published(numbers, shapes):
    counts = counts_of(numbers, shapes)

    hidden = hidden_sums(counts)

    assert {one for one, n in counts.of_sums.items() if n < 10} <= hidden
    assert reckoned(counts, hidden) == {}


@given(TABLES, SHAPES)
@settings(max_examples=40, deadline=None)
def test_no_sum_less_its_shown_parts_comes_to_fewer_than_ten(numbers, shapes):
    counts = counts_of(numbers, shapes)
    hidden = hidden_sums(counts)

    for coarse, fine in product(shapes, shapes):
        if coarse != fine and all(f for f, c in zip(fine, coarse, strict=True) if c):
            rest: dict = {}
            for one in hidden:
                if tuple(value is not None for value in one) == fine:
                    (whole,) = sums_of(one, [coarse])
                    rest[whole] = rest.get(whole, 0) + counts.of_sums[one]
            assert all(left >= 10 for whole, left in rest.items() if whole not in hidden)


NEW = (False, True, True)
OLD = [(True, True, False), (True, False, False), (False, True, False), (False, False, False)]


def withheld_of_months(numbers) -> set:
    """Publish the doors of each month by themselves; name the sums that nobody can add up then."""
    found = set()
    for month in MONTHS:
        doors: dict = {}
        for (of, door, _kind), (yes, no) in zip(PLACES, numbers, strict=True):
            if of == month:
                so_far = doors.get((door,), {"yes": 0, "no": 0})
                doors[door,] = {"yes": so_far["yes"] + yes, "no": so_far["no"] + no}
        found |= {(month, *place) for place in hidden_sums(Counts(doors, [(True,), (False,)]))}
    return unknown_of(found)


@given(TABLES)
@settings(max_examples=120, deadline=None)
def test_who_keeps_what_was_published_before_reckons_no_more_from_what_is_told_further_apart(numbers):
    withheld = withheld_of_months(numbers)
    counts = Counts(counts_of(numbers, ()).places, [*OLD, NEW], OLD, withheld)

    hidden = hidden_sums(counts)

    assert {one for one, n in counts.of_sums.items() if n < 10 and one[2] is not None} <= hidden
    assert {one for one in hidden if one[2] is None} <= withheld, "what everybody has cannot be hidden"
    assert reckoned(counts, hidden) == {}


def worlds(counts: Counts, hidden, most: int = 12):
    """Give every way to count that agrees with all that is published: also with what is shown as 0 and what is not."""
    shown = {one: n for one, n in counts.of_sums.items() if one not in hidden}
    places = [place for place in counts.of_places if place in hidden]
    for numbers in product(range(1, most), repeat=len(places)):
        world = dict(zip(places, numbers, strict=True))
        if all(n == sum(world.get(p, counts.of_places[p]) for p in counts.in_sums[one]) for one, n in shown.items()):
            yield world


FLAT = [(True, True), (True, False), (False, True), (False, False)]
CELLS = [(row, column) for row in "xyz" for column in "pq"]


@given(st.lists(st.integers(0, 7), min_size=len(CELLS), max_size=len(CELLS)))
@settings(max_examples=15, deadline=None)
def test_who_tries_every_number_finds_two_worlds_for_each_hidden_count(numbers):
    counts = Counts({cell: {"": n} for cell, n in zip(CELLS, numbers, strict=True)}, FLAT)
    hidden = hidden_sums(counts, least=5)
    cells = {one for one in hidden if one in counts.of_places}

    seen: dict = {cell: set() for cell in cells}
    for world in worlds(counts, hidden, most=9):
        for cell, n in world.items():
            seen[cell].add(n)

    assert all(len(found) > 1 for found in seen.values())


@pytest.mark.parametrize(
    ("numbers", "hidden"),
    [
        ({"a": 3, "b": 40, "c": 12}, {"a", "c"}),
        ({"a": 6, "b": 7, "c": 12}, {"a", "b"}),
        ({"a": 3, "b": 4, "c": 12}, {"a", "b", "c"}),  # the two would be known together to be seven
        ({"a": 1, "b": 1, "c": 30}, {"a", "b", "c"}),
        ({"a": 0, "b": 40}, set()),  # nobody is nobody
        ({"a": 12}, set()),
        ({"a": 3}, {"a", None}),
    ],
)
def test_a_row_and_its_sum(numbers, hidden):
    counts = Counts({(key,): {"": n} for key, n in numbers.items()}, [(True,), (False,)])

    assert hidden_sums(counts) == {(key,) for key in hidden}


def test_a_world_in_which_the_sums_of_a_sort_differ_is_none():
    """Round this square one unhappy and one happy person would change places: the published sums would tell."""
    places = {("x", "p"): {"yes": 5}, ("x", "q"): {"no": 5}, ("y", "p"): {"yes": 5}, ("y", "q"): {"yes": 5}}
    square = {("x", "p"): 1, ("x", "q"): -1, ("y", "p"): -1, ("y", "q"): 1}
    counts = Counts(places, FLAT)

    assert counts.changed_by(square) is None
    assert counts.changed_by({place: -by for place, by in square.items()}) == {p: -by for p, by in square.items()}
