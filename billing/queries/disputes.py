"""Disputes: what may be disputed of a bill, what a dispute is about, and the facts to decide it by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from billing.disputing import within
from billing.meter_error import is_wrong
from billing.models import Adjustment, Bill, BillLine, BillStretch, Dispute, DisputedLine
from billing.queries.fees import left_to_credit
from billing.queries.looking import BillToLookAt, look_into
from billing.queries.standings import BillStanding, standings_of
from billing.rating import NOTHING
from gasservice.cases.models import Case, WorkReferral
from gasservice.registry.access import midnight
from gasservice.registry.models import Meter, MeterHold, MeterTest, Reading
from gasservice.standards.queries import dispute_rule_on

AROUND = timedelta(days=45)
READINGS_SHOWN = 12
BILLS_OFFERED = 13
WITH_BILL = ("case__team", "bill__gas_account__service_point__premise__community", "bill__tenure__customer")


@dataclass(frozen=True)
class Disputable:
    """A line of a bill, what it comes to less what was credited of it, and the dispute that it is or was in."""

    row: BillLine
    rest: Decimal
    disputed: DisputedLine | None

    @property
    def is_in_dispute(self) -> bool:
        return self.disputed is not None and not self.disputed.is_settled

    def may_be_disputed(self, *, by_staff: bool) -> bool:
        """Whether something of it can be disputed; what was decided once, only one of us opens again."""
        return self.rest > 0 and (self.disputed is None or (by_staff and self.disputed.is_settled))


@dataclass(frozen=True)
class DisputeFacts:
    """What a dispute is about, and how its bill stands on a day."""

    dispute: Dispute
    lines: list[DisputedLine]
    standing: BillStanding
    day: date

    @property
    def is_held(self) -> bool:
        return self.dispute.is_held_on(self.day) and self.standing.held > 0


@dataclass(frozen=True)
class TestFound:
    """A test of a meter, and whether it found it further off than our rule allows."""

    test: MeterTest
    is_wrong: bool


@dataclass(frozen=True)
class Decision:
    """What was decided of a dispute, with what our people found and how its bill stands on a day."""

    facts: DisputeFacts
    tests: list[TestFound]
    rebilled: list[Adjustment]

    @property
    def dispute(self) -> Dispute:
        return self.facts.dispute

    @property
    def credited(self) -> Decimal:
        """What was credited in all, on whatever bill."""
        return self.dispute.credited - sum((note.amount for note in self.rebilled), NOTHING)


@dataclass(frozen=True)
class DisputeFile:
    """All that a dispute is decided by: the bill beside its rating, our readings, what the crews found of the meter."""

    facts: DisputeFacts
    beside: BillToLookAt
    readings: list[Reading]
    asked: list[WorkReferral]
    tests: list[TestFound]
    holds: list[MeterHold]
    rebilled: list[Adjustment]

    @property
    def wrong_test(self) -> MeterTest | None:
        """Give the test that found that the meter counts too much, where its bills are not corrected yet."""
        wrong = (one.test for one in self.tests if one.is_wrong and one.test.error_percent > 0)
        return None if self.rebilled else next(wrong, None)


def disputable_lines(bill: Bill) -> list[Disputable]:
    """Give the lines of a bill with what of each may still be disputed."""
    credited = dict(bill.adjustments.filter(line__isnull=False).order_by().values_list("line").annotate(Sum("amount")))
    known = DisputedLine.objects.filter(line__bill=bill, dispute__withdrawn_at__isnull=True)
    disputed = {row.line_id: row for row in known.select_related("dispute__case").order_by("pk")}
    rows = list(bill.lines.select_related("fee_charge__fee", "tariff"))
    left = [(row.pk, left_to_credit(row, row.amount + credited.get(row.pk, NOTHING))) for row in rows]
    rests = within(bill.principal, left)
    return [Disputable(row, rests[row.pk], disputed.get(row.pk)) for row in rows]


def dispute_of(case: Case) -> Dispute | None:
    """Give the dispute of a case that its reader has loaded."""
    return Dispute.objects.select_related(*WITH_BILL).filter(case=case).first()


def disputes_on(case: Case, day: date) -> DisputeFacts | None:
    """Give what a case disputes and how it stands; nothing where it disputes nothing."""
    dispute = dispute_of(case)
    return facts_of_dispute(dispute, day) if dispute else None


def decision_of(case: Case, day: date) -> Decision | None:
    """Give what was decided of the dispute of a case; before that there is nothing."""
    dispute = dispute_of(case)
    if dispute is None or dispute.decided_at is None:
        return None
    facts = facts_of_dispute(dispute, day)
    return Decision(facts, tests_for(case.reference), list(meter_credits(case.reference)))


def facts_of_dispute(dispute: Dispute, day: date) -> DisputeFacts:
    lines = list(dispute.lines.select_related("line__stretch__meter", "line__fee_charge__fee", "line__tariff"))
    [standing] = standings_of([dispute.bill], day)
    return DisputeFacts(dispute, lines, standing, day)


def dispute_file(dispute: Dispute, day: date) -> DisputeFile:
    """Read all that a dispute is decided by."""
    reference, facts = dispute.case.reference, facts_of_dispute(dispute, day)
    beside = look_into(dispute.bill)
    return DisputeFile(
        facts=facts,
        beside=beside,
        readings=list(readings_around(beside.stretches)),
        asked=list(dispute.case.work_referrals.select_related("commitment")),
        tests=tests_for(reference),
        holds=list(MeterHold.objects.standing().filter(case_reference=reference).select_related("meter")),
        rebilled=list(meter_credits(reference)),
    )


def tests_for(reference: str) -> list[TestFound]:
    """Give the tests of meters for a case, the latest first, each by the rule of the day it was asked for."""
    tests = list(MeterTest.objects.filter(case_reference=reference).order_by("-tested_on", "-pk"))
    return [TestFound(test, is_test_wrong(test)) for test in tests]


def is_test_wrong(test: MeterTest) -> bool:
    rule = dispute_rule_on(timezone.localdate(test.asked_at))
    return is_wrong(test.error_percent, rule.meter_error_limit_percent) if rule else not test.is_good


def meter_credits(reference: str) -> QuerySet[Adjustment]:
    """Give the credits of a meter that was found wrong for a case, on whatever bill."""
    return Adjustment.objects.filter(case_reference=reference, cause="meter").select_related("bill")


def readings_around(stretches: Sequence[BillStretch]) -> QuerySet[Reading]:
    """Give what our books hold of the meters of a bill, from before its days until after them."""
    if not stretches:
        return Reading.objects.none()
    since = midnight(min(row.since for row in stretches) - AROUND)
    until = midnight(max(row.until for row in stretches) + AROUND)
    rows = Reading.objects.filter(meter__in=[row.meter_id for row in stretches], read_at__gte=since, read_at__lt=until)
    return rows.filter(corrected_by__isnull=True).select_related("meter").order_by("read_at")[:READINGS_SHOWN]


def meters_disputed(dispute: Dispute) -> list[Meter]:
    """Give the meters that measured what is disputed and that still hang."""
    measured = Q(pk__in=dispute.lines.values("line__stretch__meter"))
    return list(Meter.objects.filter(measured, removed_on__isnull=True))


def bills_to_dispute(case: Case) -> list[Bill]:
    """Give the last bills of the account of a case, of which one may be disputed."""
    if case.gas_account_id is None:
        return []
    return list(Bill.objects.issued().filter(gas_account=case.gas_account_id, amount__gt=0)[:BILLS_OFFERED])
