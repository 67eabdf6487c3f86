"""What a repair keeps about a person beside its case."""

from collections.abc import Iterable

from gasservice.cases.models import Case
from gasservice.cases.particulars import Particulars, register
from repairs.models import Fault


def own_facts(cases: Iterable[int]) -> dict[int, object]:
    rows = Fault.objects.filter(case__in=cases).values("case", "part", "price_low", "price_high", "is_accepted")
    return {row.pop("case"): row for row in rows}


def forget(case: Case) -> None:
    """Keep the part and the price: they are about the pipe, and name nobody."""


register(Particulars("part_of_repair", own_facts, forget))
