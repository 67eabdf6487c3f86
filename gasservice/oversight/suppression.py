"""What must not be published of counts that are told apart in several ways, so that nobody can be picked out.

Which attack it withstands: somebody knows every number that is published of a set of counts, all the sums that they
obey (months make a year, kinds a door, doors the whole), that counts are whole numbers, that none is negative, and
that what is shown as 0 is the only 0; and with all this reckons, by elimination or by bounds. For each count that is
hidden there is a second world that differs in it and in which every published number is the same, so no reckoning can
find it. The world is not searched for afterwards: a count is hidden by means of it, and together with every other
count in which the two worlds differ. Hiding more later leaves it standing. Nor does a sum less its shown parts ever
come to fewer than the least.

Nor does it help to hold what is published today against what was published before: each case and answer counts in
one month alone, which is published once. What tells the same cases further apart later, as kinds of a quarter do, is
published knowing which of those sums everybody has: worlds do not differ in them.

What it does not withstand: somebody who knows some of those counted, as one who answered knows the own answer.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from gasservice.oversight.rules import LEAST

WIDER = 4  # how much more a sum over one more dimension is worth than each of its parts
Place = tuple  # where something counts: a value for each dimension; None in a sum over that dimension
Shape = tuple[bool, ...]  # which dimensions are told apart
Move = Mapping[Place, int]  # one more or one less at some places


@dataclass(frozen=True)
class Counts:
    """How many of each sort count at each place, and the shapes in which sums of them are published.

    Sorts are what is published of a count beside its number: of ratings, how many were satisfied and how many not.
    Sums of the shapes `before` were published already, all but those `withheld`.
    """

    places: Mapping[Place, Mapping[str, int]]
    shapes: Collection[Shape]
    before: Collection[Shape] = ()
    withheld: Collection[Place] = ()

    @cached_property
    def of_places(self) -> dict[Place, int]:
        return {place: n for place, sorts in self.places.items() if (n := sum(sorts.values()))}

    @cached_property
    def of_sums(self) -> Counter[Place]:
        """Every number that would be published if nothing were hidden."""
        sums: Counter[Place] = Counter()
        for place, n in self.of_places.items():
            sums.update(dict.fromkeys(self.sums_with[place], n))
        return sums

    @cached_property
    def sums_with(self) -> dict[Place, list[Place]]:
        return {place: sums_of(place, self.shapes) for place in self.of_places}

    @cached_property
    def in_sums(self) -> dict[Place, list[Place]]:
        """The places that each sum is made of."""
        found = defaultdict(list)
        for place, sums in self.sums_with.items():
            for one in sums:
                found[one].append(place)
        return found

    @cached_property
    def known(self) -> set[Place]:
        """The sums that everybody has: none of them can be hidden any more."""
        return {one for one in self.of_sums if shape_of(one) in self.before} - set(self.withheld)

    def changed_by(self, move: Move) -> dict[Place, int] | None:
        """Give the sums that a move changes, and by how much; None if it does not lead to another possible world."""
        changed: Counter[Place] = Counter()
        for place, by in move.items():
            for one in self.sums_with[place]:
                changed[one] += by
        found = {one: by for one, by in changed.items() if by}
        is_possible = self.known.isdisjoint(found) and all(self.of_sums[one] + by >= 1 for one, by in found.items())
        return found if is_possible and self.has_one_sort(move) else None

    def has_one_sort(self, move: Move) -> bool:
        """Whether the same sort can be taken from every place that gets fewer: then no sum of a sort betrays it."""
        fewer = [self.places[place] for place, by in move.items() if by < 0]
        return not fewer or any(all(sorts.get(sort) for sorts in fewer) for sort in fewer[0])


def sums_of(place: Place, shapes: Iterable[Shape]) -> list[Place]:
    """Give the sums in which a place counts, one for each shape."""
    return [tuple(value if told else None for value, told in zip(place, shape, strict=True)) for shape in shapes]


def shape_of(one: Place) -> Shape:
    return tuple(value is not None for value in one)


def hidden_sums(counts: Counts, least: int = LEAST) -> set[Place]:
    """Name the sums that are not published: what counts fewer than the least, and whatever would betray it."""
    few = {one for one, n in counts.of_sums.items() if n < least or one in counts.withheld} - counts.known
    hidden: set[Place] = set()
    safe: set[Place] = set()
    while few - hidden or few - safe:
        hidden |= few
        make_safe(counts, few, hidden, safe)
        few = left_over(counts, hidden, least)
    return hidden


def make_safe(counts: Counts, few: Collection[Place], hidden: set[Place], safe: set[Place]) -> None:
    """Hide with each sum what changes together with it in another possible world."""
    # What is told apart least comes first: what keeps a year from being reckoned keeps its months, too.
    for one in sorted(few, key=lambda one: (sum(value is not None for value in one), str(one))):
        if one not in safe:
            # Where no other world is found, nothing more is published than everybody has.
            changed = cheapest(counts, one, hidden) or counts.of_sums.keys() - counts.known
            hidden.update(changed)
            safe.update(changed)


def left_over(counts: Counts, hidden: Collection[Place], least: int) -> set[Place]:
    """Name one more part of each sum whose hidden parts come to fewer than the least: their sum would be known."""
    parts: dict[tuple[Place, Shape], list[Place]] = defaultdict(list)
    for one in counts.of_sums:
        for whole in sums_of(one, [shape for shape in counts.shapes if is_coarser(shape, one)]):
            parts[whole, shape_of(one)].append(one)
    more = set()
    for (whole, _shape), ones in parts.items():
        rest = sum(counts.of_sums[one] for one in ones if one in hidden)
        others = [one for one in ones if one not in hidden and one not in counts.known]
        if whole not in hidden and 0 < rest < least and others:
            more.add(min(others, key=lambda one: (counts.of_sums[one], str(one))))
    return more


def is_coarser(shape: Shape, one: Place) -> bool:
    told = shape_of(one)
    return tuple(shape) != told and all(there for there, here in zip(told, shape, strict=True) if here)


def cheapest(counts: Counts, one: Place, hidden: Collection[Place]) -> Iterable[Place] | None:
    """Give the sums that change together with one in a world in which the least is lost that is not hidden yet."""
    best, least = None, None
    for move in moves_at(counts, one):
        changed = counts.changed_by(move)
        if changed and one in changed:
            cost = sum(worth(counts, other) for other in changed if other not in hidden)
            if least is None or cost < least:
                best, least = changed, cost
            if not cost:
                break
    return best


def worth(counts: Counts, one: Place) -> int:
    """Say what is lost when a sum is hidden: the wider it is, the more."""
    return counts.of_sums[one] * WIDER ** one.count(None)


def moves_at(counts: Counts, one: Place) -> Iterator[Move]:
    """Give ways to count otherwise at a sum: round a square, from one place to another, or one more of all."""
    for place in counts.in_sums[one]:
        yield from chain(squares(counts, place), transfers(counts, place))
    for place in counts.in_sums[one]:
        yield {place: 1}


def transfers(counts: Counts, place: Place) -> Iterator[Move]:
    for other in counts.of_places:
        if other != place:
            yield {place: 1, other: -1}
            yield {place: -1, other: 1}


def squares(counts: Counts, place: Place) -> Iterator[Move]:
    """Give the squares through a place whose corners all count: along the first dimension, and all the others."""
    first, rest = place[0], place[1:]
    for other in counts.of_places:
        if other[0] != first and other[1:] != rest:
            beside, across = (first, *other[1:]), (other[0], *rest)
            if beside in counts.of_places and across in counts.of_places:
                yield {place: 1, beside: -1, across: -1, other: 1}
                yield {place: -1, beside: 1, across: 1, other: -1}
