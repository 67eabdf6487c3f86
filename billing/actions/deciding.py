"""Deciding a dispute: one proposes, above a limit another approves, and what follows is reckoned from stored facts."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from billing.actions.adjusting import adjust_bill, settle_late_charge
from billing.actions.checking import refund_wrong_tests
from billing.actions.disputes import locked_bill, release_meters
from billing.disputing import credits_of, held_until, within
from billing.models import Dispute, DisputedLine
from billing.queries.disputes import meter_credits
from billing.queries.fees import left_to_credit
from billing.rating import NOTHING
from billing.telling.disputes import letter_of
from billing.terms import AdjustmentCause, Verdict
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.work import locked, resolve_case
from gasservice.cases.models import Note
from gasservice.cases.terms import EventKind, Finding
from gasservice.standards.queries import dispute_rule_on
from gasservice.users.models import User
from gasservice.web.refusals import Refusal

FINDINGS = {
    Verdict.UPHELD: Finding.UPHELD,
    Verdict.PART: Finding.IN_PART,
    Verdict.REFUSED: Finding.NOT_UPHELD,
}


class DecidedBefore(Refusal):
    """Somebody else has decided, or the customer has taken it back."""


class NotThatVerdict(Refusal):
    """The amounts do not go with the verdict."""


class OwnProposal(Refusal):
    """Whoever proposed it does not approve it."""


@transaction.atomic
def decide_dispute(
    *,
    dispute: Dispute,
    verdict: Verdict,
    credits: Mapping[int, Decimal | None],
    words: str,
    alternatives: str,
    by: User,
    at: datetime,
) -> Dispute:
    """Decide a dispute with what is credited of each line, by its key; above the limit of the rule it is a proposal.

    Raises DecidedBefore and NotThatVerdict.
    """
    held = locked_dispute(dispute)
    if held.waits_for_second:
        raise DecidedBefore(_("A decision is proposed already. Another person looks at it."))
    found = write_credits(held, verdict, credits)
    facts = {"verdict": verdict, "credited": sum(found.values(), NOTHING), "words": words, "alternatives": alternatives}
    Dispute.objects.filter(pk=held.pk).update(proposed_by=by, proposed_at=at, **facts)
    held.refresh_from_db(fields=[*facts, "proposed_by", "proposed_at"])
    if needs_second(held, at):
        record_event(case=held.case, kind=EventKind.DECISION_PROPOSED, by=by, at=at)
        return held
    return carry_out(held, None, by, at)


def locked_dispute(dispute: Dispute) -> Dispute:
    """Hold case, account, bill and dispute, in this order; refuse one that is over."""
    case = locked(dispute.case)
    bill = locked_bill(dispute.bill)
    held = Dispute.objects.select_for_update().get(pk=dispute.pk)
    if not held.is_open:
        raise DecidedBefore(_("This is decided already, or the customer has taken it back. Look at the case again."))
    held.case, held.bill = case, bill
    return held


def write_credits(held: Dispute, verdict: Verdict, asked: Mapping[int, Decimal | None]) -> dict[int, Decimal]:
    rows = list(held.lines.select_related("line__fee_charge"))
    most = within(held.bill.principal, [(row.pk, left_to_credit(row.line, row.amount)) for row in rows])
    found = credits_of(verdict, most, asked)
    refuse_unfit(held, verdict, most, found)
    for row in rows:
        row.credited = found[row.pk]
    DisputedLine.objects.bulk_update(rows, ["credited"])
    return found


def refuse_unfit(held: Dispute, verdict: Verdict, most: Mapping[int, Decimal], found: Mapping[int, Decimal]) -> None:
    """Refuse more than a line is disputed for, all or nothing in part, and nothing of all."""
    if wrong := next((key for key, amount in found.items() if not 0 <= amount <= most[key]), None):
        words = _("At most %(most)s yuan of this line can be credited.")
        raise NotThatVerdict(words % {"most": most[wrong]}, field=f"credit_{wrong}")
    total = sum(found.values())
    is_rebilled = meter_credits(held.case.reference).exists()
    if verdict == Verdict.UPHELD and not total and not is_rebilled:
        raise NotThatVerdict(_("Nothing of these lines is left to be credited."), field="verdict")
    if verdict == Verdict.PART and not (0 < total < held.amount or is_rebilled):
        words = _("In part means that something is credited, and not all. Say how much of each line.")
        raise NotThatVerdict(words, field="verdict")


def needs_second(held: Dispute, at: datetime) -> bool:
    """Whether another person has to approve so much; without a rule, always."""
    rule = dispute_rule_on(timezone.localdate(at))
    return held.credited > (rule.second_approval_above if rule else NOTHING)


@transaction.atomic
def approve_decision(*, dispute: Dispute, by: User, at: datetime) -> Dispute:
    """Let a proposed decision hold; of two who approve one decides. Raises OwnProposal and DecidedBefore."""
    held = locked_proposal(dispute, by)
    return carry_out(held, by, by, at)


@transaction.atomic
def send_decision_back(*, dispute: Dispute, because: str, by: User, at: datetime) -> Dispute:
    """Give a proposed decision back to whoever has the case, with what is missing."""
    held = locked_proposal(dispute, by)
    none = {"verdict": "", "credited": 0, "proposed_by": None, "proposed_at": None}
    Dispute.objects.filter(pk=held.pk).update(**none)
    held.lines.update(credited=0)
    note = Note.objects.create(case=held.case, body=because, by=by, at=at)
    record_event(case=held.case, kind=EventKind.DECISION_SENT_BACK, by=by, at=at, note=note)
    held.refresh_from_db(fields=list(none))
    return held


def locked_proposal(dispute: Dispute, by: User) -> Dispute:
    held = locked_dispute(dispute)
    if not held.waits_for_second:
        raise DecidedBefore(_("Nothing is proposed here any more. Look at the case again."))
    if held.proposed_by_id == by.pk:
        raise OwnProposal(_("You proposed this yourself. Let somebody else look at it."))
    return held


def carry_out(held: Dispute, approved_by: User | None, by: User, at: datetime) -> Dispute:
    """Decide: the days it is still held, credits by line, the late charge anew, and the answer to the customer."""
    day = timezone.localdate(at)
    rule = dispute_rule_on(day)
    held.held_until = held_until(day, rule.hold_days_after_decision if rule else 0)
    held.decided_at, held.approved_by = at, approved_by
    held.save(update_fields=["held_until", "decided_at", "approved_by"])
    credit_lines(held, at)
    held.lines.update(is_settled=True)
    release_meters(held, by, at)
    refund_wrong_tests(case_reference=held.case.reference, by=by, at=at)
    settle_late_charge(held.bill, at)
    with translation.override(held.case.language):
        words = letter_of(held, now=at)
    resolve_case(case=held.case, finding=FINDINGS[held.verdict], words=words, by=by, at=at)
    return held


def credit_lines(held: Dispute, at: datetime) -> None:
    """Write a credit for each line that was wrong; its reasons stand in the case, where they can be forgotten.

    Charges are held in the order of their keys, as paying back holds them.
    """
    facts = {"cause": AdjustmentCause.DISPUTE, "case_reference": held.case.reference}
    people = {"by": held.proposed_by, "approved_by": held.approved_by}
    for row in held.lines.filter(credited__gt=0).select_related("line").order_by("line__fee_charge", "pk"):
        adjust_bill(bill=held.bill, amount=-row.credited, line=row.line, at=at, **facts, **people)
    if held.credited:
        words = str(-held.credited)
        record_event(case=held.case, kind=EventKind.BILL_CORRECTED, by=held.proposed_by, at=at, words=words)
