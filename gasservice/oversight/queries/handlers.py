"""Reading how some people did on some kinds of case, from the facts themselves.

Sums are kept for people over all kinds only. Told apart by kind there would be nearly as many sums as facts, for in a
month somebody has few cases of a kind, and every count would pay for them. So the facts of a page of people are added
up when it is opened: an index gives those of a person and month, however many cases the city has.
"""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import QuerySet, Sum

from gasservice.oversight.lines import Line
from gasservice.oversight.models import OF_HANDLERS, Fact
from gasservice.oversight.queries.figures import Cut

Kind = tuple[str, str]  # door and code


def figures_of_handlers(
    cut: Cut, handlers: Collection[int], kinds: Collection[Kind], *, by_month: bool = False
) -> dict[tuple, Line]:
    """Give the promises and ratings of people on each of some kinds, by (handler, (door, code)) and month if asked."""
    rows, also = facts_of_handlers(cut, handlers, kinds), ("month",) if by_month else ()
    told = rows.values_list("handler", "door", "kind", *also, "measure", "promise", "bin").annotate(sum=Sum("n"))
    scales: dict[tuple, dict] = defaultdict(lambda: defaultdict(dict))
    for handler, door, kind, *month, measure, promise, where, n in told:
        if (door, kind) in kinds:
            scales[handler, (door, kind), *month][measure, promise][where] = n
    return {key: Line(key, found) for key, found in scales.items()}


def facts_of_handlers(cut: Cut, handlers: Collection[int], kinds: Collection[Kind]) -> QuerySet[Fact]:
    """Give what the work of people counted for, on kinds of these codes behind any door."""
    rows = Fact.objects.filter(cut.in_period, cut.narrowed, handler__in=handlers, handler__gt=0)
    return rows.filter(measure__in=OF_HANDLERS, kind__in={code for _door, code in kinds}).order_by()
