"""What a pipe change keeps about a person beside its case."""

from collections.abc import Iterable

from gasservice.cases.models import Case
from gasservice.cases.particulars import Particulars, register
from repairs.models import PipeChange, PipeSurvey, Quote, WorkCheck


def own_facts(cases: Iterable[int]) -> dict[int, object]:
    """Give what was asked for and which quotes were answered, by case."""
    asked = ("moved", "why", "distance", "home", "day_times", "discounts")
    found = {row["case"]: row for row in PipeChange.objects.filter(case__in=cases).values("case", *asked)}
    said = ("case", "number", "state", "total", "answered_name", "answered_at", "decline_reason")
    for quote in Quote.objects.shown().filter(case__in=found).values(*said):
        found[quote.pop("case")].setdefault("quotes", []).append(quote)
    return {case: {name: value for name, value in row.items() if name != "case"} for case, row in found.items()}


def forget(case: Case) -> None:
    """Empty what was said and signed; what it cost and what was measured stays, for it is counted."""
    PipeChange.objects.filter(case=case).update(why="", discounts=[], day_times=[])
    PipeSurvey.objects.filter(order__case=case).update(words="")
    WorkCheck.objects.filter(order__case=case).exclude(signed_name="").update(signed_name="—", words="")
    Quote.objects.filter(case=case).exclude(answered_name="").update(answered_name="—", decline_reason="")
    Quote.objects.filter(case=case).update(answered_by=None, words="")


register(Particulars("pipe_change", own_facts, forget))
