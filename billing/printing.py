"""Bills, receipts of payments and decisions of disputes as paper, in the reader's language."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from billing.models import Dispute
from billing.queries.bills import PaymentReceipt
from billing.queries.disputes import Decision
from billing.queries.explaining import ExplainedBill, PaidBy
from billing.telling.bills import ToldBill, told
from billing.telling.disputes import alternatives_in_readers_words
from billing.telling.letters import (
    LONG_AGO,
    DecidedLine,
    said_day,
    told_consequences,
    told_decided_line,
    told_found,
    told_opening,
    told_verdict,
)
from billing.telling.lines import ToldLine
from billing.telling.payments import told_share
from gasservice.registry.models import GasAccount
from gasservice.web.company import company_in
from gasservice.web.languages import language_named, localized
from gasservice.web.say import say_day, say_money, say_number, say_when
from gasservice.web.typesetting import typeset


def bill_paper(whole: ExplainedBill, *, at: datetime) -> bytes:
    """Set a bill with every line explained."""
    return typeset("bill.typ", bill_facts(whole, at), at=at)


def payment_paper(receipt: PaymentReceipt, *, at: datetime) -> bytes:
    """Set the receipt of a payment."""
    return typeset("payment.typ", payment_facts(receipt, at), at=at)


def decision_letter(decision: Decision, *, at: datetime) -> bytes:
    """Set the letter that tells a customer what was decided of their dispute."""
    return typeset("decision.typ", letter_facts(decision, at), at=at)


def house_facts(at: datetime) -> dict:
    """Say what stands at the head and the foot of every paper."""
    company = company_in()
    return {
        "language": language_named().code,
        "company": company,
        "hotline": _("Service hotline %s") % company["hotline"],
        "emergency": _("Smell gas? Open the windows, go outside, call %s") % company["emergency_phone"],
        "printed": _("Printed %s") % say_when(at, now=LONG_AGO),
    }


def bill_facts(whole: ExplainedBill, at: datetime) -> dict:
    """Say all that stands on the paper of a bill."""
    bill, said = whole.bill, told(whole, LONG_AGO)
    return house_facts(at) | {
        "title": said.title,
        "facts": [
            [_("Bill number"), bill.number],
            *whose(bill.gas_account, bill.tenure.customer.name if bill.tenure else ""),
            [_("Issued"), say_day(bill.issued_on, now=LONG_AGO)],
            [_("Used, m³"), say_number(bill.volume_m3)],
        ],
        "to_pay": [due_words(whole, at), say_money(whole.standing.payable)],
        "lines_heading": _("Every line, and why"),
        "groups": [
            {"measured": group.measured, "lines": [line_facts(line) for line in group.lines]} for group in said.groups
        ],
        "sums": sums_of(whole, said),
        "replaced": [one.words for one in said.replaced],
        "late_heading": _("Paying late"),
        "late": said.late,
        "disputes_heading": _("Disputed"),
        "disputes": said.disputes,
    }


def whose(account: GasAccount, name: str) -> list[list[str]]:
    address = account.service_point.premise.address
    return [*([[_("Name"), name]] if name else []), [_("Account number"), account.number], [_("Address"), address]]


def due_words(whole: ExplainedBill, at: datetime) -> str:
    """Name what is to be paid, and until when."""
    due_on = whole.bill.due_on
    if not whole.standing.undisputed:
        return _("To pay now")
    day = {"day": say_day(due_on, now=LONG_AGO)}
    return _("To pay; it was due on %(day)s") % day if due_on < timezone.localdate(at) else _("To pay by %(day)s") % day


def line_facts(line: ToldLine) -> dict:
    return {"title": line.title, "sum": line.sum, "amount": say_money(line.row.amount), "reasons": line.reasons}


def sums_of(whole: ExplainedBill, said: ToldBill) -> list[list[str]]:
    """Say how the amount of a bill becomes what is to be paid."""
    bill, standing = whole.bill, whole.standing
    sums = [[_("Sum of the lines"), say_money(bill.amount)]]
    sums += [[one.words, say_money(one.note.amount)] for one in said.adjustments]
    sums += [[paid_words(paid), say_money(-paid.amount)] for paid in whole.payments if paid.amount]
    sums += [[_("Stands still while it is disputed"), say_money(-standing.held)]] if standing.held else []
    sums += [[_("Late charge"), say_money(standing.late_due)]] if standing.late_due else []
    return [*sums, [_("To pay now"), say_money(standing.payable)]]


def paid_words(paid: PaidBy) -> str:
    facts = {"day": say_day(paid.payment.paid_at, now=LONG_AGO), "how": paid.payment.get_method_display()}
    return _("Paid on %(day)s: %(how)s") % facts


def payment_facts(receipt: PaymentReceipt, at: datetime) -> dict:
    """Say all that stands on the receipt of a payment."""
    payment = receipt.payment
    left = [[_("Stands to your credit"), say_money(payment.left)]] if payment.left else []
    return house_facts(at) | {
        "title": _("Payment receipt"),
        "facts": [
            [_("Reference"), payment.reference],
            *whose(payment.gas_account, ""),
            [pgettext("when", "Paid"), say_when(payment.paid_at, now=LONG_AGO)],
            [pgettext("of a payment", "How"), payment.get_method_display()],
        ],
        "amount": [_("Amount"), say_money(payment.amount)],
        "shares_heading": _("What it paid"),
        "shares": [*([told_share(one, LONG_AGO), say_money(one.total)] for one in receipt.shares), *left],
    }


def letter_facts(decision: Decision, at: datetime) -> dict:
    """Say all that stands in the letter of a decision; of its figures only the last table is of the day it is read."""
    dispute, facts = decision.dispute, house_facts(at)
    day = said_day(timezone.localdate(dispute.decided_at))
    return facts | {
        "title": _("Decision on your dispute"),
        "facts": [
            *whose(dispute.bill.gas_account, addressee(dispute)),
            [_("Case number"), dispute.case.reference],
            [_("Decided on"), day],
        ],
        "verdict": [told_verdict(dispute), _("%(amount)s credited") % {"amount": say_money(decision.credited)}],
        "opening": told_opening(dispute),
        "lines_heading": _("Line by line"),
        "lines": [decided_facts(told_decided_line(row)) for row in decision.facts.lines],
        "reasons_heading": _("Our reasons"),
        "reasons": [*paragraphs_of(dispute.words), *([one] for one in told_found(decision))],
        "changes_heading": _("What changes on the bill"),
        "changes": list(told_consequences(decision)),
        "sums_heading": _("How the bill stands on %(day)s") % {"day": said_day(timezone.localdate(at))},
        "sums": sums_after(decision),
        "ways_heading": _("What else you can do"),
        "ways": paragraphs_of(alternatives_in_readers_words(dispute.alternatives)),
        "signed": [facts["company"]["name"], localized(dispute.case.team, "name"), day],
    }


def addressee(dispute: Dispute) -> str:
    """Name whose case it is: the holder as our books know them, or whoever wrote for another account than their own."""
    case, tenure = dispute.case, dispute.bill.tenure
    return tenure.customer.name if tenure and tenure.customer_id == case.customer_id else case.contact_name


def decided_facts(line: DecidedLine) -> dict:
    credit = say_money(-line.row.credited) if line.row.credited else say_money(0)
    return {"title": line.title, "reason": line.reason, "outcome": line.outcome, "amount": credit}


def paragraphs_of(text: str) -> list[list[str]]:
    return [part.splitlines() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def sums_after(decision: Decision) -> list[list[str]]:
    """Say how the amount of the bill becomes what is to be paid, the credit of this decision by itself."""
    dispute, standing = decision.dispute, decision.facts.standing
    bill = dispute.bill
    rows = [
        (_("Credited by this decision"), -dispute.credited),
        (_("Other corrections"), bill.adjusted + dispute.credited),
        (_("Paid so far"), -bill.paid),
        (_("Need not be paid yet"), -standing.held),
        (_("Late charge"), standing.late_due),
    ]
    changed = [[name, say_money(amount)] for name, amount in rows if amount]
    whole = [[_("Sum of the lines"), say_money(bill.amount)], *changed]
    return [*whole, [_("To pay now"), say_money(standing.payable)]]
