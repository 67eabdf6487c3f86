"""What bills keep about a person beside a case: what was written to have a late charge dropped."""

from collections.abc import Iterable

from django.db.models import F

from billing.models import LateWaiver
from gasservice.cases.models import Case
from gasservice.cases.particulars import Particulars, register
from gasservice.files.actions import discard_file
from gasservice.files.models import StoredFile

SAID = ("reason", "words", "asked_at", "granted", "answer", "decided_at")


def own_facts(cases: Iterable[int]) -> dict[int, object]:
    rows = LateWaiver.objects.filter(case__in=cases).values("case", *SAID, bill_number=F("bill__number"))
    return {row.pop("case"): row for row in rows}


def forget(case: Case) -> None:
    """Forget the words and the paper; that a charge was dropped, for which reason and by whom, stays in the books."""
    rows = LateWaiver.objects.filter(case=case)
    papers = list(StoredFile.objects.filter(pk__in=rows.values("evidence")))
    rows.update(words="", answer="", evidence=None)
    for paper in papers:
        discard_file(stored=paper)


register(Particulars("late_charge", own_facts, forget))
