"""What a dispute keeps about a person beside its case."""

from collections.abc import Iterable

from billing.models import Dispute
from gasservice.cases.models import Case
from gasservice.cases.particulars import Particulars, register

OF_DISPUTE = ("amount", "held_from", "held_until")
ONCE_DECIDED = ("verdict", "credited", "words", "alternatives")


def own_facts(cases: Iterable[int]) -> dict[int, object]:
    """Give what is disputed and how it was decided, by the key of the case; a proposal is not theirs yet."""
    rows = Dispute.objects.filter(case__in=cases).select_related("bill").prefetch_related("lines__line")
    return {row.pk: told_facts_of(row) for row in rows}


def told_facts_of(row: Dispute) -> dict[str, object]:
    """Give what its customer may know of a dispute."""
    decided = {name: getattr(row, name) if row.decided_at else None for name in ONCE_DECIDED}
    lines = [
        {
            "line": one.line.position,
            "amount": one.amount,
            "reason": one.reason,
            "credited": one.credited if row.decided_at else None,
        }
        for one in row.lines.all()
    ]
    return {"bill": row.bill.number} | {name: getattr(row, name) for name in OF_DISPUTE} | decided | {"lines": lines}


def forget(case: Case) -> None:
    """Empty the words; the amounts stay, for the books rest on them."""
    Dispute.objects.filter(case=case).update(words="", alternatives="")


register(Particulars("dispute", own_facts, forget))
