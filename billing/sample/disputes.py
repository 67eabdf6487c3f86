"""A dispute that is open, and one that was decided in part."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import translation

from billing.actions.deciding import decide_dispute
from billing.actions.disputes import open_dispute
from billing.disputing import DisputedPart
from billing.models import Bill, Dispute
from billing.rating import FEN, rounded
from billing.telling.disputes import usual_alternatives
from billing.terms import DisputeReason, Verdict
from gasservice.cases.actions.work import reply_to_customer, take_case
from gasservice.cases.models import Case
from gasservice.cases.references import FIRST, LAST, reference_of
from gasservice.portal.sample.chance import chance_of
from gasservice.portal.sample.parts import City, register
from gasservice.users.models import User


@register
def disputes(city: City) -> None:
    """Let a customer dispute a bill that she has not paid, and have had one of the summer decided in part."""
    customer, clerk = city.people["customer"], city.people["billing"]
    of_customer = Bill.objects.issued().filter(tenure__customer__user=customer, is_estimated=False, lines__position=1)
    bills = list(of_customer.order_by("paid", "-since")[:2])
    if len(bills) < 2:
        return
    decide_one(bills[1], customer, clerk, city.midnight - timedelta(days=24, hours=-9))
    words = "表上读数比账单上的止数小，请核对。"
    taken_up(dispute_one(bills[0], customer, words, city.midnight - timedelta(hours=15)), clerk)


def decide_one(bill: Bill, customer: User, clerk: User, at: datetime) -> None:
    dispute = taken_up(dispute_one(bill, customer, "这个月家里没人住，不可能用这么多气。", at), clerk)
    case = Case.objects.get(pk=dispute.pk)
    words = "已经收到，正在核对抄表照片。"
    reply_to_customer(case=case, words=words, seen_event=case.last_event_id, by=clerk, at=at + timedelta(hours=2))
    credits = {line.pk: rounded(line.amount / 4, FEN) for line in dispute.lines.all()}
    with translation.override(case.language):
        said = {"words": "补录时抄错一位，按照片上的读数重新计算。", "alternatives": usual_alternatives()}
    facts = {"credits": credits, "by": clerk, "at": at + timedelta(days=4)}
    decide_dispute(dispute=dispute, verdict=Verdict.PART, **facts, **said)


def taken_up(dispute: Dispute, clerk: User) -> Dispute:
    """Let a clerk take the case within the hour."""
    take_case(case=dispute.case, by=clerk, at=dispute.case.opened_at + timedelta(hours=1))
    return dispute


def dispute_one(bill: Bill, by: User, words: str, at: datetime) -> Dispute:
    facts = {"lines": [DisputedPart(1, DisputeReason.READING)], "words": words}
    chance = chance_of(f"dispute of {bill.number}")
    facts |= {"submission": UUID(int=chance.getrandbits(128), version=4)}
    facts |= {"reference": reference_of(chance.randint(FIRST, LAST))}
    return Dispute.objects.get(case=open_dispute(bill=bill, by=by, at=at, **facts).case)
