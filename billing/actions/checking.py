"""Finding out about a meter in dispute, and correcting the bills of one that was wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions.adjusting import adjust_bill
from billing.actions.disputes import hold_meters
from billing.drafting import Measured as Metered
from billing.drafting import rate_for
from billing.meter_error import Corrected, Measured, corrected
from billing.models import Adjustment, Bill, BillStretch, Dispute
from billing.queries.disputes import meter_credits, tests_for
from billing.queries.explaining import stretch_from
from billing.queries.looking import account_before, gas_owed
from billing.queries.tariffs import tariff_versions
from billing.rating import NOTHING, CannotRate
from billing.terms import AdjustmentCause
from gasservice.cases.actions.referring import ask_for_work
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.work import locked
from gasservice.cases.models import Case, WorkReferral
from gasservice.cases.terms import EventKind, WorkAsked
from gasservice.registry.actions.charges import void_charge
from gasservice.registry.models import FeeCharge, GasAccount, MeterTest
from gasservice.standards.queries import dispute_rule_on
from gasservice.users.models import User
from gasservice.web.refusals import Refusal

TEST_FEE = "meter-test"


class NeedsSecondPerson(Refusal):
    """So much is corrected only when another person agrees."""


@dataclass(frozen=True)
class BillCredit:
    """What a bill is credited because its meter counted too much."""

    bill: Bill
    found: Corrected
    amount: Decimal


@transaction.atomic
def ask_about_meter(*, dispute: Dispute, asked: WorkAsked, words: str, by: User, at: datetime) -> WorkReferral:
    """Have the meter read again or tested; until that is answered nobody exchanges one that is tested."""
    referral = ask_for_work(case=dispute.case, asked=asked, words=words, by=by, at=at)
    if asked == WorkAsked.METER_TEST:
        hold_meters(dispute, by, at)
    return referral


@transaction.atomic
def rebill_bad_meter(*, test: MeterTest, by: User, at: datetime, approved_by: User | None = None) -> list[Adjustment]:
    """Credit the bills of the last months before a test was asked for with what its meter counted too much; once.

    One that counted too little changes nothing: nothing is charged afterwards. Nobody pays for the test. Raises
    NeedsSecondPerson above the limit of the rule.
    """
    case = locked(Case.objects.get(reference=test.case_reference))
    if case.gas_account_id:
        GasAccount.objects.select_for_update(no_key=True).get(pk=case.gas_account_id)
    refund_test(test, by, at)
    if meter_credits(test.case_reference).exists():
        return []
    found = list(credits_of_test(test))
    total = sum((one.amount for one in found), NOTHING)
    refuse_alone(total, approved_by, at)
    facts = {
        "cause": AdjustmentCause.METER,
        "case_reference": test.case_reference,
        "by": by,
        "approved_by": approved_by,
    }
    made = [adjust_bill(bill=one.bill, amount=-one.amount, at=at, **facts) for one in found]
    if made:
        record_event(case=case, kind=EventKind.BILL_CORRECTED, by=by, at=at, words=str(-total))
    return made


def refuse_alone(total: Decimal, approved_by: User | None, at: datetime) -> None:
    rule = dispute_rule_on(timezone.localdate(at))
    limit = rule.second_approval_above if rule else NOTHING
    if total > limit and approved_by is None:
        words = _("This credits more than %(limit)s yuan: a supervisor who did not write the test down approves it.")
        raise NeedsSecondPerson(words % {"limit": limit})


def refund_wrong_tests(*, case_reference: str, by: User, at: datetime) -> None:
    """Let nobody pay for the tests of a case that found a meter wrong, to whichever side."""
    for one in tests_for(case_reference):
        if one.is_wrong:
            refund_test(one.test, by, at)


def refund_test(test: MeterTest, by: User, at: datetime) -> None:
    """Take back whatever was charged for a test."""
    charged = FeeCharge.objects.standing().filter(fee_code=TEST_FEE, case_reference=test.case_reference)
    for charge in charged:
        void_charge(charge=charge, reason=_("The meter was wrong"), by=by, at=at, even_if_paid=True)


def credits_of_test(test: MeterTest) -> Iterator[BillCredit]:
    """Rate what had really passed the meter, bill by bill; what a bill had used too much, the next had not used."""
    rule = dispute_rule_on(timezone.localdate(test.asked_at))
    if rule is None or test.error_percent <= 0:
        return
    rows = {row.bill_id: row for row in stretches_of(test)}
    periods = [Measured(pk, row.since, row.until, stretch_from(row).volume_m3) for pk, row in rows.items()]
    limits = {"limit_percent": rule.meter_error_limit_percent, "months": rule.rebill_months_of_bad_meter}
    asked_on, too_much = timezone.localdate(test.asked_at), {}
    for found in corrected(periods, error_percent=test.error_percent, asked_on=asked_on, **limits):
        bill = rows[found.measured.bill].bill
        amount = credit_of(bill, rows[bill.pk], found, too_much.get(bill.since.year, NOTHING))
        too_much[bill.since.year] = too_much.get(bill.since.year, NOTHING) + found.too_much_m3
        if amount > 0:
            yield BillCredit(bill, found, amount)


def stretches_of(test: MeterTest) -> Iterator[BillStretch]:
    """Give what a meter measured for bills that stand, the first bill first."""
    rows = BillStretch.objects.filter(meter=test.meter_id, bill__in=Bill.objects.issued(), is_estimated=False)
    return rows.select_related("meter", "bill__gas_account", "bill__tenure").order_by("until", "pk")


def credit_of(bill: Bill, wrong: BillStretch, found: Corrected, too_much_m3: Decimal) -> Decimal:
    """Say what the gas of a bill comes to too much; nothing where it cannot be rated."""
    account = account_before(bill)
    key = (bill.tenure_id, bill.since.year)
    account.used[key] -= min(account.used[key], too_much_m3)
    measured = []
    for row in bill.stretches.select_related("meter"):
        stretch = stretch_from(row)
        if row.pk == wrong.pk:
            end = (stretch.start_index + found.true_m3) % Decimal(10**stretch.digits)
            stretch = replace(stretch, end_index=end)
        measured.append(Metered(row.meter_id, stretch))
    try:
        true = rate_for(account, measured, tariff_versions(account.supply_class)).amount
    except CannotRate:
        return NOTHING
    return min(gas_owed(bill) - true, bill.principal)
