"""How bills stand on a day: what is paid, what stands still, what paying late has cost, what is payable now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import DateTimeField, DecimalField, QuerySet, Sum, Value
from django.utils import timezone

from billing.late_charges import A_DAY, Held, LateCharge, Paid, late_charge, late_on
from billing.late_prices import RisenPrice, risen_price
from billing.models import Bill, BillLine, Dispute, LateWaiver, PaymentShare, days_spared
from billing.queries.tariffs import all_tariffs, late_rule_of, mildest
from billing.rating import NOTHING, TariffVersion
from gasservice.registry.models import GasAccount
from gasservice.standards.models import LateChargeRule


@dataclass(frozen=True)
class BillStanding:
    """How a bill stands: amounts are yuan. What is held need not be paid now, and is not late."""

    bill: Bill
    held: Decimal = NOTHING
    late: LateCharge | None = None
    risen: RisenPrice | None = None
    waived: Decimal = NOTHING

    @property
    def late_amount(self) -> Decimal:
        """What paying late has cost so far, without what was dropped."""
        cost = sum((one.amount for one in (self.late, self.risen) if one), NOTHING)
        return max(NOTHING, cost - self.waived)

    @property
    def late_due(self) -> Decimal:
        return max(NOTHING, self.late_amount - self.bill.late_paid)

    @property
    def undisputed(self) -> Decimal:
        return max(NOTHING, self.bill.unpaid - self.held)

    @property
    def payable(self) -> Decimal:
        """What is to be paid now."""
        return self.undisputed + self.late_due


@dataclass
class Facts:
    """What was paid of a bill and when, what stands still, and what was dropped of its late charge.

    What is `spared` is to be paid, but while its plan of instalments runs it costs nothing more.
    `lines` of gas are read only where a rule lets a risen price count, with the `tariffs` of the account.
    """

    paid: list[Paid] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    spared: list[Held] = field(default_factory=list)
    waived: Decimal = NOTHING
    lines: list[BillLine] = field(default_factory=list)


@dataclass(frozen=True)
class LateRules:
    """The rules of paying late, and the tariffs by code where one of them lets a risen price count."""

    rows: list[LateChargeRule]
    tariffs: Mapping[str, Sequence[TariffVersion]]

    def on(self, day: date) -> LateChargeRule | None:
        """Give the rule that held on a due day; of several, the mildest."""
        return mildest(row for row in self.rows if row.has_begun(day) and not row.has_ended(day))


def bills_payable(account: GasAccount) -> list[Bill]:
    """Give what an account owes or may owe a late charge for, what is due first first."""
    return list(Bill.objects.issued().filter(gas_account=account, amount__gt=0).order_by("due_on", "pk"))


def standings_of(bills: Sequence[Bill], day: date) -> list[BillStanding]:
    """Say how some bills stand on a day, that day's late charge included; in four statements, however many they are."""
    rules = late_rules()
    facts = facts_of(bills, rules)
    return [standing_of(bill, facts[bill.pk], rules, day) for bill in bills]


def standing_of(bill: Bill, facts: Facts, rules: LateRules, day: date) -> BillStanding:
    held = sum((bill.unpaid if one.amount is None else one.amount for one in facts.held if one.on(day)), NOTHING)
    rule = rules.on(bill.due_on)
    late = rule and late_charge(
        principal=bill.principal,
        due_on=bill.due_on,
        until=day + A_DAY,
        rule=late_rule_of(rule),
        paid=facts.paid,
        held=[*facts.held, *facts.spared],
    )
    risen = risen_for(bill, facts, rules, day) if rule and rule.charges_risen_price else None
    return BillStanding(bill, min(held, bill.unpaid), late, risen, facts.waived)


def risen_for(bill: Bill, facts: Facts, rules: LateRules, day: date) -> RisenPrice | None:
    """Say what a price that rose after the due day comes to, for the part of a bill that was late (Civil Code 513)."""
    late = late_on(bill.due_on + A_DAY, bill.principal, facts.paid, facts.held)
    if not late or not facts.lines:
        return None
    last_paid = max((one.on for one in facts.paid if one.amount > 0), default=day)
    paid_on = last_paid if bill.is_paid else day
    risen = risen_price(facts.lines, rules.tariffs[facts.lines[0].tariff.code], bill.due_on, paid_on)
    return replace(risen, late_share=late / bill.principal)


def facts_of(bills: Iterable[Bill], rules: LateRules) -> dict[int, Facts]:
    """Read what matters of some bills in three statements; their lines too, where a risen price may count."""
    facts = {bill.pk: Facts() for bill in bills}
    shares = PaymentShare.objects.filter(bill__in=list(facts), is_late_charge=False)
    for bill, paid_at, amount in shares.values_list("bill", "payment__paid_at", "amount"):
        facts[bill].paid.append(Paid(timezone.localdate(paid_at), amount))
    for bill, is_plan, since, until, *sums in held_times(list(facts)):
        if is_plan:
            facts[bill].spared.append(Held(since, until))
        else:
            facts[bill].held.append(held_by(dispute_of_row(since, until, *sums)))
    waivers = LateWaiver.objects.filter(bill__in=list(facts), granted__gt=0)
    for bill, granted in waivers.values_list("bill").annotate(Sum("granted")).order_by():
        facts[bill].waived = granted
    if rules.tariffs:
        for line in BillLine.objects.filter(bill__in=list(facts), tariff__isnull=False).select_related("tariff"):
            facts[line.bill_id].lines.append(line)
    return facts


def held_by(dispute: Dispute) -> Held:
    """Give what a dispute lets stand still, and when."""
    return Held(dispute.held_from, dispute.held_until, dispute.held_amount)


def dispute_of_row(since: date, until: date | None, amount: Decimal, credited: Decimal, at: datetime | None) -> Dispute:
    return Dispute(held_from=since, held_until=until, amount=amount, credited=credited, decided_at=at)


def held_times(bills: list[int]) -> QuerySet:
    """Give the disputes of bills, and the days in which a plan keeps them from costing more; in one statement."""
    sums = ("amount", "credited", "decided_at")
    disputes = Dispute.objects.filter(bill__in=bills).annotate(is_plan=Value(False))
    money, moment = DecimalField(max_digits=12, decimal_places=2), DateTimeField()
    none = dict(zip(sums, (Value(None, money), Value(None, money), Value(None, moment)), strict=True))
    plans = days_spared(bill__in=bills).annotate(is_plan=Value(True), **none)
    rows = disputes.values_list("bill", "is_plan", "held_from", "held_until", *sums)
    return rows.union(plans.values_list("bill", "is_plan", "since", "until", *sums), all=True)


def late_rules() -> LateRules:
    """Give all versions of the rules of paying late that hold or held here."""
    rows = list(LateChargeRule.objects.filter(code__in=settings.JURISDICTIONS))
    return LateRules(rows, all_tariffs() if any(row.charges_risen_price for row in rows) else {})
