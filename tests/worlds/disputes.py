"""Disputes in the world: the owner's case about a meter disputes a bill; another waits for a supervisor."""

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
    return {"dispute": case.reference, "proposal": propose(people, bill, now)}


def propose(people: dict, bill, now: datetime) -> str:
    """Dispute an old bill of 900 yuan for the owner, and propose to credit all of it."""
    from uuid import uuid4

    from billing.actions.deciding import decide_dispute
    from billing.actions.disputes import open_dispute
    from billing.disputing import DisputedPart
    from billing.models import Dispute

    facts = {"lines": [DisputedPart(1, "reading")], "words": "900元不可能。", "submission": uuid4()}
    old = bill_of(bill, now)
    filed = open_dispute(bill=old, by=people["owner"], at=now, **facts)
    dispute = Dispute.objects.get(case=filed.case)
    words = {"words": "抄错一位。", "alternatives": "12345"}
    decide_dispute(dispute=dispute, verdict="upheld", credits={}, by=people["agent"], at=now, **words)
    return filed.case.reference


def bill_of(bill, now: datetime):
    """Write a bill with its one line, as one act: no bill comes to anything but its lines."""
    from django.db import transaction

    from billing.models import Bill, BillLine, BillStretch

    today = now.date()
    days = {"since": today - timedelta(days=400), "until": today - timedelta(days=370)}
    days |= {"issued_on": today - timedelta(days=368), "due_on": today - timedelta(days=348)}
    whose = {"gas_account": bill.gas_account, "tenure": bill.tenure, "source": "ledger", "number": "L900"}
    meter = bill.stretches.first().meter
    with transaction.atomic():
        old = Bill.objects.create(amount=900, made_at=now, released_at=now, **whose, **days)
        shown = {"since": old.since, "until": old.until, "start_index": 1, "end_index": 388}
        stretch = BillStretch.objects.create(bill=old, meter=meter, **shown)
        BillLine.objects.create(bill=old, position=1, kind="gas", amount=900, stretch=stretch, volume_m3=387)
    return old
