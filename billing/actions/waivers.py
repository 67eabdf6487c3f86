"""Dropping late charges: asked for with a reason, answered at once by the published rule, or by a person."""

from datetime import datetime
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from billing.actions.adjusting import settle_late_charge
from billing.models import Bill, LateWaiver
from billing.queries.waivers import same_person, standing_on, waiver_facts
from billing.waiving import Granted, NeedsPaper, answer_waiver
from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.work import resolve_case
from gasservice.cases.models import Case
from gasservice.cases.terms import ChannelIn, Finding
from gasservice.files.actions import keep_upload
from gasservice.registry.access import midnight
from gasservice.registry.models import GasAccount
from gasservice.standards.models import CaseKind
from gasservice.standards.queries import waiver_limit_of, waiver_rules_on
from gasservice.standards.terms import Door, WaiverCriterion
from gasservice.users.models import User
from gasservice.users.terms import Role
from gasservice.web.languages import localized
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_money

KIND = "late-charge-waiver"


class NothingToDrop(Refusal):
    """No late charge has accrued that was not dropped already."""


class PaperFirst(Refusal):
    """The reason is one that a paper shows."""


class DecidedBefore(Refusal):
    """Somebody else has decided, or the charge is gone."""


class MoreThanCharged(Refusal):
    """More cannot be dropped than has accrued."""


class AboveTheLimit(Refusal):
    """Somebody in another role decides on so much."""


@transaction.atomic
def ask_waiver(
    *, bill: Bill, reason: str, words: str, evidence: UploadedFile | None, by: User, at: datetime, **facts
) -> LateWaiver:
    """Ask to drop a late charge: dropped at once where the rule says so, else a case waits for a person.

    `facts` are columns of that case.
    Asked twice it is one request. Raises NothingToDrop, and PaperFirst where a paper is to be shown.
    """
    held = held_bill(bill)
    hold_person(held)
    waiting = LateWaiver.objects.filter(bill=held, decided_at__isnull=True).select_related("case").first()
    if waiting and waiting.case.is_live:
        return waiting
    amount = standing_on(held, timezone.localdate(at)).late_amount
    if not amount:
        return dropped_today(held, by, at)
    shown = waiver_facts(held, reason, evidence is not None, at)
    answer = answer_waiver([reason] if reason else [], waiver_rules_on(shown.asked_on), shown)
    if isinstance(answer, NeedsPaper):
        raise PaperFirst(_("Show us a paper for this reason, or choose another one."), field="evidence")
    kept = keep_upload(upload=evidence, by=by, at=at) if evidence else None
    row = waiting or LateWaiver(bill=held)
    row.reason, row.words, row.evidence, row.asked_by, row.asked_at = reason, words, kept, by, at
    if isinstance(answer, Granted):
        return dropped(row, amount, at)
    row.case = case_for(held, row, by, at, facts)
    row.save()
    return row


def dropped_today(bill: Bill, by: User, at: datetime) -> LateWaiver:
    """Give what was dropped for somebody a moment ago, who pressed twice."""
    today = midnight(timezone.localdate(at))
    last = LateWaiver.objects.filter(bill=bill, asked_by=by, granted__gt=0, asked_at__gte=today).first()
    if last is None:
        raise NothingToDrop(_("No late charge stands on this bill."))
    return last


def held_bill(bill: Bill) -> Bill:
    """Hold the account of a bill, and read the bill as it stands then."""
    GasAccount.objects.select_for_update(no_key=True).get(pk=bill.gas_account_id)
    with_place = ("gas_account__service_point__premise__community", "tenure__customer__user")
    return Bill.objects.select_related(*with_place).get(pk=bill.pk)


def hold_person(bill: Bill) -> None:
    """Hold whoever a bill is addressed to, so that the first time comes once, whatever accounts they hold."""
    if bill.tenure:
        list(same_person(bill.tenure.customer).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def dropped(row: LateWaiver, amount: Decimal, at: datetime) -> LateWaiver:
    """Let the rule itself answer."""
    row.granted, row.decided_at, row.decided_by = amount, at, None
    row.save()
    settle_late_charge(row.bill, at)
    return row


def case_for(bill: Bill, row: LateWaiver, by: User, at: datetime, more: dict[str, object]) -> Case:
    kind = CaseKind.objects.valid_on(timezone.localdate(at)).get(door=Door.BILLING, code=KIND)
    reason = WaiverCriterion(row.reason).label if row.reason else _("None of the published reasons")
    words = _("Late charge on bill %(number)s. Reason: %(reason)s.") % {"number": bill.number, "reason": reason}
    premise, customer = bill.gas_account.service_point.premise, bill.tenure.customer if bill.tenure else None
    facts = {
        "title": localized(kind, "name"),
        "channel": ChannelIn.PHONE if by.works_here else ChannelIn.WEB,
        "customer": customer,
        "gas_account": bill.gas_account,
        "premise": premise,
        "community": premise.community,
        "contact_name": customer.name[:80] if customer else "",
        "contact_email": customer.email if customer else "",
        "contact_phone": customer.phone if customer else None,
        "language": customer.language if customer and customer.language else get_language(),
    }
    return open_case(kind=kind, words="\n\n".join(filter(None, [words, row.words])), by=by, at=at, **facts | more).case


@transaction.atomic
def decide_waiver(*, waiver: LateWaiver, granted: Decimal, answer: str, by: User, at: datetime) -> LateWaiver:
    """Drop so much of a late charge in yuan, nothing to refuse it, and tell the customer why; of two, one decides.

    What is above the limit of a supervisor is only agreed to, until another one decides the same. Raises DecidedBefore,
    MoreThanCharged and AboveTheLimit.
    """
    bill = held_bill(waiver.bill)
    row = LateWaiver.objects.select_for_update(of=("self",)).select_related("case").get(pk=waiver.pk)
    if row.is_decided:
        raise DecidedBefore(_("Somebody else has decided already."))
    charged = standing_on(bill, timezone.localdate(at)).late_amount
    if granted > charged:
        words = _("The late charge comes to %(amount)s today; no more can be dropped.")
        raise MoreThanCharged(words % {"amount": say_money(charged)}, field="granted")
    if needs_another(row, granted, by, at):
        row.agreed, row.agreed_by, row.agreed_at = granted, by, at
        row.save(update_fields=["agreed", "agreed_by", "agreed_at"])
        return row
    row.granted, row.answer, row.decided_by, row.decided_at = granted, answer, by, at
    row.save(update_fields=["granted", "answer", "decided_by", "decided_at", "agreed", "agreed_by", "agreed_at"])
    settle_late_charge(bill, at)
    if row.case and row.case.is_live:
        resolve_case(case=row.case, finding=finding_of(granted, charged), words=answer, by=by, at=at)
    return row


def needs_another(row: LateWaiver, granted: Decimal, by: User, at: datetime) -> bool:
    """Say whether another supervisor has to decide too; who may not decide on so much at all is refused."""
    limit = waiver_limit_of(by.role, timezone.localdate(at))
    if granted <= limit:
        row.agreed = row.agreed_by = row.agreed_at = None
        return False
    if by.role != Role.SUPERVISOR:
        words = _("You drop up to %(limit)s alone. A supervisor decides on more.")
        raise AboveTheLimit(words % {"limit": say_money(limit)}, field="granted")
    if row.agreed_by_id == by.pk and row.agreed == granted:
        raise AboveTheLimit(_("You have agreed to it. Another supervisor has to decide."), field="granted")
    return row.agreed_by_id in (None, by.pk) or granted > row.agreed


def finding_of(granted: Decimal, charged: Decimal) -> Finding:
    if not granted:
        return Finding.NOT_UPHELD
    return Finding.DONE if granted == charged else Finding.IN_PART
