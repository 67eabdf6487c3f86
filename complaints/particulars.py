"""What a complaint keeps about a person beside its case."""

from collections.abc import Iterable

from complaints.models import Conduct
from gasservice.cases.models import Case
from gasservice.cases.particulars import Particulars, register


def own_facts(cases: Iterable[int]) -> dict[int, object]:
    return dict(Conduct.objects.filter(case__in=cases).values_list("case", "about_whom"))


def forget(case: Case) -> None:
    Conduct.objects.filter(case=case).update(about_whom="")


register(Particulars("about_whom", own_facts, forget))
