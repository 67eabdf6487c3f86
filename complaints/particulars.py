"""What a complaint or a suggestion keeps about a person beside its case."""

from collections.abc import Iterable

from complaints.models import Conduct, Suggestion
from gasservice.cases.models import Case
from gasservice.cases.particulars import Particulars, register


def own_facts(cases: Iterable[int]) -> dict[int, object]:
    return dict(Conduct.objects.filter(case__in=cases).values_list("case", "about_whom"))


def forget(case: Case) -> None:
    Conduct.objects.filter(case=case).update(about_whom="")


register(Particulars("about_whom", own_facts, forget))

OF_IDEA = ("stage", "decided_at", "why", "consented_at", "title", "words", "answer", "published_at")


def own_ideas(cases: Iterable[int]) -> dict[int, object]:
    return {row.pop("case"): row for row in Suggestion.objects.filter(case__in=cases).values("case", *OF_IDEA)}


def forget_idea(case: Case) -> None:
    """Take an idea from the public pages with its author; what became of it stays, for it is counted."""
    gone = {"why": "", "title": "", "words": "", "answer": "", "search": None}
    Suggestion.objects.filter(case=case).update(consented_at=None, published_at=None, published_by=None, **gone)


register(Particulars("suggestion", own_ideas, forget_idea))
