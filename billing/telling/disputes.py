"""A dispute in words: what stands still and until when, what stays payable, what was decided, what else one can do."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.models import Bill, BillLine, Dispute, DisputedLine
from billing.queries.disputes import DisputeFacts
from billing.terms import LineKind, Verdict
from gasservice.registry.models import MeterTest
from gasservice.web.languages import LANGUAGES, localized
from gasservice.web.say import say_day, say_money, say_number, say_sentences, say_unit_price


def line_in_short(row: BillLine) -> str:
    """Name a line in a few words: its tier, volume and price, or its fee."""
    if row.kind == LineKind.FEE:
        return localized(row.fee_charge.fee, "name")
    name = _("Tier %(number)s") % {"number": row.number} if row.is_tiered else _("Gas")
    if row.volume_m3 is None or row.price is None:
        return name
    return f"{name} · {say_number(row.volume_m3)} m³ × {say_unit_price(row.price)}"


def told_dispute(dispute: Dispute, now: datetime, *, is_paid: bool) -> str:
    """Say what stands still, or what came of it."""
    facts = {"case": dispute.case.reference, "amount": say_money(dispute.amount)}
    if dispute.is_open:
        facts |= {"day": say_day(dispute.held_from, now=now)}
        if is_paid:
            return _("Case %(case)s: %(amount)s is disputed since %(day)s. What was too much is given back.") % facts
        return (
            _("Case %(case)s: %(amount)s is disputed since %(day)s. It need not be paid until we have decided.") % facts
        )
    facts |= {"verdict": dispute.get_verdict_display(), "credited": say_money(dispute.credited)}
    said = _("Case %(case)s: %(amount)s was disputed. %(verdict)s; %(credited)s is credited.") % facts
    return say_sentences([said, *still_held(dispute, now)])


def still_held(dispute: Dispute, now: datetime) -> Iterator[str]:
    """Say until when the rest of what was decided need not be paid, while that day has not come."""
    if dispute.decided_at and dispute.held_amount and dispute.is_held_on(timezone.localdate(now)):
        facts = {"rest": say_money(dispute.held_amount), "day": say_day(dispute.held_until, now=now)}
        yield _("The other %(rest)s need not be paid before %(day)s, and is not late before.") % facts


def told_standing(facts: DisputeFacts, now: datetime) -> list[str]:
    """Say what stands still and until when, and what is to be paid all the same."""
    dispute, standing = facts.dispute, facts.standing
    return [*what_stands_still(facts, now), what_stays_payable(dispute.bill, standing.payable, now)]


def what_stands_still(facts: DisputeFacts, now: datetime) -> Iterator[str]:
    dispute = facts.dispute
    if dispute.withdrawn_at:
        yield _("The dispute was taken back on %(day)s.") % {"day": say_day(dispute.held_until, now=now)}
    elif dispute.decided_at:
        yield from still_held(dispute, now)
    elif facts.is_held:
        said = {
            "amount": say_money(min(facts.standing.held, dispute.held_amount)),
            "day": say_day(dispute.held_from, now=now),
        }
        yield _("%(amount)s stands still since %(day)s: no late charge, no demand and no stop for it.") % said
        yield _("It stands still until we have decided and for the published days after that; they are never late.")
    else:
        yield _("The disputed amount is paid already, so nothing stands still. What was too much is given back.")


def what_stays_payable(bill: Bill, payable, now: datetime) -> str:
    if not payable:
        return _("Nothing else of this bill is to be paid now.")
    facts = {"amount": say_money(payable), "day": say_day(bill.due_on, now=now)}
    return _("%(amount)s of this bill stays payable; the bill is due on %(day)s.") % facts


def told_hold(days: int) -> str:
    """Say before a dispute is sent what sending it means."""
    words = ngettext(
        "From today until %(days)d day after our decision nobody asks you for it: no late charge, no demand, no stop.",
        "From today until %(days)d days after our decision nobody asks you for it: no late charge, no demand, no stop.",
        days,
    )
    return words % {"days": days}


def told_test(test: MeterTest, now: datetime, *, is_wrong: bool) -> str:
    """Say what a test found and what follows from it."""
    error = f"{test.error_percent:+f}"
    facts = {"day": say_day(test.tested_on, now=now), "error": error, "laboratory": test.laboratory}
    if not is_wrong:
        return _("%(laboratory)s tested the meter on %(day)s: %(error)s %%, within its limit.") % facts
    if test.error_percent > 0:
        words = _(
            "%(laboratory)s tested the meter on %(day)s: %(error)s %%. It counts too much; we credit the bills of the"
            " last months, and the test costs you nothing."
        )
        return words % facts
    words = _(
        "%(laboratory)s tested the meter on %(day)s: %(error)s %%. It counts too little; nothing is charged afterwards,"
        " and the test costs you nothing."
    )
    return words % facts


def letter_of(dispute: Dispute, now: datetime) -> str:
    """Write the decision to the customer: the reasons, what is credited, until when the rest waits, what else to do."""
    credited = say_money(dispute.credited)
    facts = {"number": dispute.bill.number, "amount": say_money(dispute.amount), "credited": credited}
    sums = {
        Verdict.UPHELD: _("Bill %(number)s: all of the disputed %(amount)s is credited."),
        Verdict.PART: _("Bill %(number)s: of the disputed %(amount)s we credit %(credited)s."),
        Verdict.REFUSED: _("Bill %(number)s: the disputed %(amount)s stays as it is."),
    }
    summed = sums[dispute.verdict] % facts
    if dispute.verdict == Verdict.UPHELD and dispute.credited < dispute.amount:
        summed = _("Bill %(number)s: of the disputed %(amount)s we credit %(credited)s.") % facts
    parts = [dispute.words, say_sentences([summed, *still_held(dispute, now)]), dispute.alternatives]
    return "\n\n".join(part for part in parts if part)


def usual_alternatives() -> str:
    """Give what somebody can do who does not agree, in the language that is active."""
    ways = [
        _("Tell us on the page of your case that it is not solved: somebody else looks at it."),
        _("Pay the rest in instalments: ask us before it is due again."),
        _("Have the meter tested by the metrology institute; a meter that is wrong costs you nothing."),
        _("Call 12345, or complain to the city's gas authority or market supervision."),
        _("Go to court; the supply contract names it."),
    ]
    return "\n".join([_("If you do not agree:"), *(f"– {way}" for way in ways)])


def alternatives_in_readers_words(written: str) -> str:
    """Say the usual ways in the language that is active; what somebody changed in them stays as they wrote it."""
    lines = written.splitlines()
    for language in LANGUAGES:
        with translation.override(language):
            if usual_alternatives().splitlines() == lines:
                break
    else:
        return written
    return usual_alternatives()


def told_disputed_line(row: DisputedLine) -> str:
    return _("%(label)s: %(words)s") % {"label": line_in_short(row.line), "words": row.get_reason_display()}
