"""What is known of one month, door, kind, team, district, channel, person or promise, or of everything."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from gasservice.oversight.histogram import quantile
from gasservice.oversight.measures import Measure
from gasservice.oversight.rules import Mean, NetScore, Share, Waits, mean_of, net_score_of
from gasservice.standards.terms import Promise

SATISFIED = (4, 5)
PER = 100_000


@dataclass(frozen=True)
class Line:
    """How many fell in each bin of a measure and promise, and every figure made of it; `key` says whose they are.

    Each figure stands in the table of `measures` under the name of its property.
    """

    key: object = ""
    scales: Mapping[tuple[str, str], Mapping[int, int]] = field(default_factory=dict)
    accounts: int | None = None  # gas accounts served, where that has a meaning

    @cached_property
    def sums(self) -> Counter[str]:
        sums: Counter[str] = Counter()
        for (measure, _promise), bins in self.scales.items():
            sums[measure] += sum(bins.values())
        return sums

    def scale(self, measure: Measure, promise: str = "") -> Mapping[int, int]:
        """Give how many fell in each bin of a measure."""
        return self.scales.get((measure, promise), {})

    @property
    def opened(self) -> int:
        return self.sums[Measure.OPENED]

    @property
    def resolved(self) -> int:
        return self.sums[Measure.RESOLVED]

    @property
    def kept(self) -> int:
        return self.sums[Measure.KEPT]

    @property
    def missed(self) -> int:
        return self.sums[Measure.MISSED]

    @property
    def open_late(self) -> int:
        return self.sums[Measure.OPEN_LATE]

    @cached_property
    def promises(self) -> Share:
        """Kept of all that were decided; late and still open counts against us."""
        return Share(self.kept, self.kept + self.missed + self.open_late)

    @property
    def answers(self) -> int:
        return self.sums[Measure.SCORE]

    @property
    def satisfied(self) -> int:
        return sum(self.scale(Measure.SCORE).get(score, 0) for score in SATISFIED)

    @cached_property
    def satisfaction(self) -> Share:
        return Share(self.satisfied, self.answers)

    @property
    def asked(self) -> int:
        return self.sums[Measure.ASKED]

    @property
    def replied(self) -> int:
        return self.sums[Measure.REPLIED]

    @property
    def response(self) -> Share:
        return Share(self.replied, self.asked)

    @property
    def solved(self) -> Share:
        return Share(self.scale(Measure.SOLVED).get(1, 0), self.sums[Measure.SOLVED])

    @property
    def ease(self) -> Mean:
        return mean_of(self.scale(Measure.EASE))

    @property
    def nps(self) -> NetScore:
        return net_score_of(self.scale(Measure.RECOMMEND))

    @property
    def first_contact(self) -> Share:
        return Share(self.sums[Measure.RESOLVED_FIRST], self.resolved)

    @property
    def reopened(self) -> Share:
        return Share(self.sums[Measure.REOPENED], self.resolved)

    @property
    def next_day(self) -> Share:
        return Share(self.sums[Measure.NEXT_DAY], self.resolved)

    @property
    def handovers_per_case(self) -> Mean:
        return Mean(self.sums[Measure.HANDOVERS], self.resolved)

    @property
    def repeated(self) -> Share:
        return Share(self.sums[Measure.REPEATED], self.opened)

    @property
    def per_100_000(self) -> Mean | None:
        return None if self.accounts is None else Mean(PER * self.opened, self.accounts)

    @property
    def redress_owed(self) -> Decimal:
        return Decimal(self.sums[Measure.REDRESS_OWED]) / 100

    @property
    def redress_paid(self) -> Decimal:
        return Decimal(self.sums[Measure.REDRESS_PAID]) / 100

    @property
    def escalated(self) -> int:
        return self.sums[Measure.ESCALATED]

    @property
    def notices_in_time(self) -> Share:
        return Share(self.sums[Measure.IN_TIME], self.sums[Measure.PLANNED])

    @cached_property
    def first_answer(self) -> Waits:
        return self.waits(Measure.WAIT, Promise.FIRST_ANSWER)

    @cached_property
    def resolution(self) -> Waits:
        return self.waits(Measure.WAIT, Promise.RESOLUTION)

    @cached_property
    def working_resolution(self) -> Waits:
        return self.waits(Measure.WORKING_WAIT, Promise.RESOLUTION)

    def waits(self, measure: Measure, promise: str) -> Waits:
        """Give how long people waited, by either clock; the working time of first answers is read so, too."""
        bins = self.scale(measure, promise)
        return Waits(sum(bins.values()), quantile(bins, 0.5), quantile(bins, 0.9))


def summed(lines: Iterable[Line], key: object = "") -> Line:
    """Add lines of which none counts what another does."""
    scales: dict[tuple[str, str], Counter[int]] = {}
    for line in lines:
        for of, bins in line.scales.items():
            scales.setdefault(of, Counter()).update(bins)
    return Line(key, scales)
