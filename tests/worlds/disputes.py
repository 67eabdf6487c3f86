"""Disputes in the world: one about the owner's meter, one that waits for a supervisor, and one that is decided."""

from datetime import datetime, timedelta
from decimal import Decimal


def build(people: dict, names: dict, now: datetime) -> dict:
    """Attach a line of the owner's bill to the case about their meter, and propose a decision about another bill."""
    from billing.actions.disputes import attach_dispute
    from billing.disputing import DisputedPart
    from billing.models import Bill
    from gasservice.cases.models import Case

    case, bill = Case.objects.get(reference=names["meter_case"]), Bill.objects.get(number=names["bill"])
    part = DisputedPart(1, "meter", Decimal(10))
    attach_dispute(case=case, bill=bill, lines=[part], by=people["agent"], at=now)
    return {
        "dispute": case.reference,
        "proposal": upheld(people, bill_of(bill, "L900", 900, 370, now), now),
        "decision": upheld(people, bill_of(bill, "L90", 90, 410, now), now),
    }


def upheld(people: dict, old, now: datetime) -> str:
    """Dispute an old bill for the owner, and credit all of it: so much as 900 yuan is a proposal."""
    from uuid import uuid4

    from billing.actions.deciding import decide_dispute
    from billing.actions.disputes import open_dispute
    from billing.disputing import DisputedPart
    from billing.models import Dispute

    facts = {"lines": [DisputedPart(1, "reading")], "words": "不可能这么多。", "submission": uuid4()}
    filed = open_dispute(bill=old, by=people["owner"], at=now, **facts)
    dispute = Dispute.objects.get(case=filed.case)
    words = {"words": "抄错一位。", "alternatives": "12345"}
    decide_dispute(dispute=dispute, verdict="upheld", credits={}, by=people["agent"], at=now, **words)
    return filed.case.reference


def bill_of(bill, number: str, amount: int, ago: int, now: datetime):
    """Write a bill of its one line, for days that ended so many days ago, as one act: it is no more than its lines."""
    from django.db import transaction

    from billing.models import Bill, BillLine, BillStretch

    today = now.date()
    days = {"since": today - timedelta(days=ago + 30), "until": today - timedelta(days=ago)}
    days |= {"issued_on": today - timedelta(days=ago - 2), "due_on": today - timedelta(days=ago - 22)}
    whose = {"gas_account": bill.gas_account, "tenure": bill.tenure, "source": "ledger", "number": number}
    meter = bill.stretches.first().meter
    with transaction.atomic():
        old = Bill.objects.create(amount=amount, made_at=now, released_at=now, **whose, **days)
        shown = {"since": old.since, "until": old.until, "start_index": 1, "end_index": 388}
        stretch = BillStretch.objects.create(bill=old, meter=meter, **shown)
        BillLine.objects.create(bill=old, position=1, kind="gas", amount=amount, stretch=stretch, volume_m3=387)
    return old
