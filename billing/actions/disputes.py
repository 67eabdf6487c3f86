"""Disputing lines of a bill: opened by its customer, attached to a case that came another way, or taken back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions.adjusting import settle_late_charge
from billing.actions.settling import settle_accounts
from billing.disputing import DisputedPart
from billing.models import Bill, Dispute, DisputedLine
from billing.queries.disputes import Disputable, disputable_lines, meters_disputed
from billing.terms import DisputeReason
from gasservice.cases.actions.filing import Filed, open_case
from gasservice.cases.actions.handing import locked_live
from gasservice.cases.actions.story import record_event
from gasservice.cases.forms.filing import at_account
from gasservice.cases.models import Case
from gasservice.cases.terms import ChannelIn, EventKind
from gasservice.cases.titles import title_of
from gasservice.files.actions import keep_uploads
from gasservice.registry.actions.meters import hold_meter, release_meter
from gasservice.registry.models import GasAccount
from gasservice.standards.models import CaseKind
from gasservice.standards.queries import dispute_rule_on
from gasservice.standards.terms import Door
from gasservice.users.models import User
from gasservice.web.languages import language_named
from gasservice.web.refusals import Refusal

BILL_QUESTION = "bill-question"
# Holds that ended while no worker ran are found for so long.
LOOKED_BACK = timedelta(days=7)


class NothingDisputed(Refusal):
    """No line was named, or one that the bill has not."""


class DisputedBefore(Refusal):
    """The line is in a dispute, or was decided before."""


class MoreThanTheLine(Refusal):
    """More is disputed than the line comes to."""


class TooLateToDispute(Refusal):
    """The days in which a bill may be disputed have passed, or the bill is not out."""


class DisputesAlready(Refusal):
    """The case has a dispute: a second one is a case of its own."""


@transaction.atomic
def file_dispute(*, uploads: Iterable[UploadedFile], by: User, at: datetime, **said) -> Filed:
    """Open a dispute with the photos that came along; one that cannot be kept refuses all."""
    kept = keep_uploads(uploads=uploads, by=by, at=at)
    for refusal in kept.refusals:
        raise refusal
    return open_dispute(files=kept.files, by=by, at=at, **said)


@transaction.atomic
def open_dispute(
    *,
    bill: Bill,
    lines: Sequence[DisputedPart],
    words: str,
    by: User,
    at: datetime,
    submission: UUID,
    files: Iterable = (),
    channel: ChannelIn = ChannelIn.WEB,
    **facts,
) -> Filed:
    """Open a case about lines of a bill; their amount stands still from today on. The same submission is one."""
    bill = locked_bill(bill)
    kind = CaseKind.objects.valid_on(timezone.localdate(at)).get(door=Door.BILLING, code=BILL_QUESTION)
    about = facts_of_bill(bill, by) | {"title": title_of(words), "channel": channel} | facts
    filed = open_case(kind=kind, words=words, by=by, at=at, submission=submission, files=files, **about)
    if filed.is_new:
        dispute_lines(filed.case, bill, lines, by, at)
    return filed


@transaction.atomic
def attach_dispute(*, case: Case, bill: Bill, lines: Sequence[DisputedPart], by: User, at: datetime) -> Dispute:
    """Say which lines of a bill a case is about; their amount stands still from the day the case was opened."""
    case = locked_live(case)
    if Dispute.objects.filter(case=case).exists():
        raise DisputesAlready(_("This case has a dispute. Open another case for other lines."))
    bill = locked_bill(bill)
    if case.gas_account_id is None:
        Case.objects.filter(pk=case.pk).update(gas_account=bill.gas_account)
    elif case.gas_account_id != bill.gas_account_id:
        raise NothingDisputed(_("This bill is of another account than the case."))
    return dispute_lines(case, bill, lines, by, at)


def locked_bill(bill: Bill) -> Bill:
    """Hold the account, then the bill; refuse one that is not out."""
    GasAccount.objects.select_for_update(no_key=True).get(pk=bill.gas_account_id)
    with_account = ("gas_account__service_point__premise__community", "tenure__customer__user")
    held = Bill.objects.select_for_update(of=("self",), no_key=True).select_related(*with_account).get(pk=bill.pk)
    if not held.is_issued:
        raise TooLateToDispute(_("This bill is not sent. Nothing is owed for it."))
    return held


def facts_of_bill(bill: Bill, by: User) -> dict[str, object]:
    """Give what the books know of whoever a bill is addressed to, as columns of a case."""
    holder = bill.tenure.customer if bill.tenure else None
    person = by if not by.works_here else holder and holder.user
    return {
        "customer": holder,
        "contact_name": (person or holder or by).name[:80] if person or holder else "",
        "contact_phone": (person and person.phone) or (holder and holder.phone) or None,
        "contact_email": (person and person.email) or (holder and holder.email) or "",
        "language": language_named((person and person.language) or (holder and holder.language)).code,
        **at_account(bill.gas_account),
    }


def dispute_lines(case: Case, bill: Bill, parts: Sequence[DisputedPart], by: User, at: datetime) -> Dispute:
    """Write down what is disputed, from the day of the case on; a meter that is doubted stays as it hangs."""
    since = timezone.localdate(case.opened_at)
    refuse_too_late(bill, since)
    rows = asked_lines(bill, parts, by)
    total = sum(row.amount for row in rows)
    dispute = Dispute.objects.create(case=case, bill=bill, amount=total, held_from=since)
    for row in rows:
        row.dispute = dispute
    DisputedLine.objects.bulk_create(rows)
    if any(row.reason == DisputeReason.METER for row in rows):
        hold_meters(dispute, by, at)
    record_event(case=case, kind=EventKind.DISPUTED, by=by, at=at, words=str(total))
    settle_late_charge(bill, at)
    return dispute


def refuse_too_late(bill: Bill, day: date) -> None:
    rule = dispute_rule_on(day)
    window = rule.window_days if rule else None
    if window is not None and (day - bill.issued_on).days > window:
        raise TooLateToDispute(_("A bill can be disputed for %(days)d days.") % {"days": window})


def asked_lines(bill: Bill, parts: Sequence[DisputedPart], by: User) -> list[DisputedLine]:
    known = {one.row.position: one for one in disputable_lines(bill)}
    asked = {part.position: part for part in parts}
    if not asked or asked.keys() - known.keys():
        raise NothingDisputed(_("Choose at least one line of this bill."))
    return [asked_line(known[position], part, by) for position, part in sorted(asked.items())]


def asked_line(one: Disputable, part: DisputedPart, by: User) -> DisputedLine:
    """Give the row of a disputed line; refuse what is disputed already, and more than the line comes to."""
    facts = {"line": one.row.position}
    if not one.may_be_disputed(by_staff=by.works_here):
        if one.disputed is None:
            raise MoreThanTheLine(_("Nothing is owed any more for line %(line)s.") % facts)
        facts |= {"case": one.disputed.dispute.case.reference}
        open_words = _("Line %(line)s is disputed already in case %(case)s. Write to us there.")
        decided = _("Line %(line)s was decided in case %(case)s. Say there that it is not solved, and we look again.")
        raise DisputedBefore((open_words if one.is_in_dispute else decided) % facts)
    amount = one.rest if part.amount is None else part.amount
    if not Decimal(0) < amount <= one.rest:
        words = _("Line %(line)s comes to %(rest)s yuan: dispute that much of it or less.")
        raise MoreThanTheLine(words % (facts | {"rest": one.rest}), field=f"amount_{one.row.position}")
    return DisputedLine(line=one.row, amount=amount, reason=part.reason)


def hold_meters(dispute: Dispute, by: User | None, at: datetime) -> None:
    """Keep the meters as they hang while somebody finds out about them."""
    reference = dispute.case.reference
    for meter in meters_disputed(dispute):
        hold_meter(meter=meter, case_reference=reference, reason="", by=by, at=at)


def release_meters(dispute: Dispute, by: User | None, at: datetime) -> None:
    for meter in meters_disputed(dispute):
        release_meter(meter=meter, case_reference=dispute.case.reference, by=by, at=at)


@transaction.atomic
def withdraw_dispute(*, dispute: Dispute, by: User | None, at: datetime) -> bool:
    """Take a dispute back: what it held is due from today on, not late for the days before. Say whether it stood."""
    bill = locked_bill(dispute.bill)
    none = {"verdict": "", "proposed_by": None, "proposed_at": None, "credited": 0}
    day = timezone.localdate(at)
    if not Dispute.objects.open().filter(pk=dispute.pk).update(withdrawn_at=at, held_until=day, **none):
        return False
    dispute.lines.update(is_settled=True, credited=0)
    release_meters(dispute, by, at)
    settle_late_charge(bill, at)
    return True


def settle_ended_holds(*, at: datetime) -> None:
    """Let what stands to the credit of an account pay what is due again since its hold has ended; twice is once."""
    day = timezone.localdate(at)
    ended = Dispute.objects.filter(held_until__gt=day - LOOKED_BACK, held_until__lte=day)
    settle_accounts(accounts=set(ended.values_list("bill__gas_account", flat=True)), at=at)
