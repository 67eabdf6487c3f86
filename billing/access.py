"""Who sees bills and payments, who looks at what is doubtful, and who takes money in and answers for it."""

from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils import timezone

from billing.models import (
    Arrears,
    ArrearsShare,
    Bill,
    CollectionVisit,
    Collector,
    Dispute,
    LateWaiver,
    Payment,
    PaymentPlan,
    SelfReading,
    days_spared,
)
from gasservice.cases.access import get_case, visible_to
from gasservice.cases.models import Redress
from gasservice.cases.terms import Act
from gasservice.registry.access import (
    Period,
    accounts_visible_to,
    acts_on_premises,
    get_account,
    get_account_held,
    period_on,
    periods_visible,
)
from gasservice.registry.models import GasAccount, Tenure
from gasservice.registry.queries import tenures_on
from gasservice.users.models import User
from gasservice.users.terms import Role

DISPUTE_WITH = ("bill__gas_account__service_point__premise__community", "bill__tenure__customer", "proposed_by")


# The days in which a plan of instalments keeps a bill from costing more, read with the bill.
SPARED = ArraySubquery(days_spared(bill=OuterRef("pk")).values(days=JSONObject(since="since", until="until")))


def get_account_to_read(user: User, number: str) -> GasAccount:
    """Give the account to whoever holds it today, and to those who act on premises; to nobody else there is none."""
    return get_account_held(user, number, timezone.localdate())


def self_readings_visible_to(user: User) -> QuerySet[SelfReading]:
    """Give what a user may see of readings that customers sent in: all to those who act on premises, else one's own."""
    if acts_on_premises(user):
        return SelfReading.objects.all()
    return SelfReading.objects.filter(sent_by_id=user.pk, gas_account__in=accounts_visible_to(user))


def get_self_reading(user: User, pk: int) -> SelfReading:
    row = self_readings_visible_to(user).select_related("reading__meter", "gas_account", "photo").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def bills_visible_to(user: User) -> QuerySet[Bill]:
    """Give the bills a user may see: all to those who act on premises, else those of the time one held the account."""
    if acts_on_premises(user):
        return Bill.objects.standing()
    if not user.is_authenticated:
        return Bill.objects.none()
    return own_bills(user)


def is_at_desk(user: User) -> bool:
    """The desk takes payments in and looks at bills in which something does not fit; so do programs with its tokens."""
    return user.is_authenticated and user.is_active and user.works_cases


def answers_for_money(user: User) -> bool:
    """Bills are taken over, and redress is paid out, by whoever answers for it."""
    return user.is_authenticated and user.is_active and user.role == Role.SUPERVISOR


def get_account_at_counter(user: User, number: str) -> GasAccount:
    """Give the account to the desk; to nobody else there is none."""
    if not is_at_desk(user):
        raise Http404
    return get_account(user, number)


def get_redress(user: User, pk: int) -> Redress:
    """Give redress that is still owed to whoever answers for it; for everybody else there is none."""
    shown = ("case__customer", "case__gas_account", "gas_account", "interruption", "commitment__policy__standard")
    rows = Redress.objects.filter(credited_at__isnull=True).select_related(*shown)
    redress = rows.filter(pk=pk).first() if answers_for_money(user) else None
    if redress is None:
        raise Http404
    return redress


def own_bills(user: User) -> QuerySet[Bill]:
    """Give the bills of the time somebody held accounts, whatever they may see beyond their own."""
    return Bill.objects.issued().filter(tenure__customer__user=user)


def get_bill(user: User, number: str) -> Bill:
    with_holder = ("gas_account__service_point__premise__community", "tenure__customer", "taken_back_by")
    rows = bills_visible_to(user).select_related(*with_holder).annotate(spared=SPARED)
    bill = rows.filter(number=number).first()
    if bill is None:
        raise Http404
    return bill


def get_bill_to_dispute(user: User, number: str) -> Bill:
    """Give a bill that is out to whoever it is addressed to, and to those at the desk, who dispute it for them."""
    bill = get_bill(user, number)
    if not bill.is_issued or (user.works_here and not user.works_cases):
        raise Http404
    return bill


def get_dispute(user: User, reference: str, *, to: Act = Act.READ) -> Dispute:
    """Give the dispute of a case at the desk, for an act on the case."""
    if not (user.is_authenticated and user.works_here):
        raise Http404
    case = get_case(user, reference, to=to)
    dispute = Dispute.objects.select_related(*DISPUTE_WITH).filter(case=case).first()
    if dispute is None:
        raise Http404
    dispute.case = case
    return dispute


def get_proposal(user: User, reference: str) -> Dispute:
    """Give a dispute whose decision is proposed to the supervisors who did not propose it."""
    dispute = get_dispute(user, reference)
    if not (user.role == Role.SUPERVISOR and dispute.waits_for_second and dispute.proposed_by_id != user.pk):
        raise Http404
    return dispute


def get_bill_to_look_at(user: User, number: str) -> Bill:
    """Give a bill that waits for one of us, to those at the desk."""
    with_account = ("gas_account__service_point__premise__community", "tenure__customer")
    rows = Bill.objects.held_back() if is_at_desk(user) else Bill.objects.none()
    bill = rows.select_related(*with_account).filter(number=number).first()
    if bill is None:
        raise Http404
    return bill


def payments_in(account: GasAccount, periods: Iterable[Period]) -> QuerySet[Payment]:
    """Give what was paid for an account on days one may look at."""
    seen = Q(pk__in=[])
    for period in periods:
        since = Q(paid_at__gte=period.starts_at) if period.since else Q(paid_at__isnull=False)
        seen |= since & Q(paid_at__lt=period.ends_at) if period.until else since
    return Payment.objects.filter(seen, gas_account=account)


def get_payment(user: User, reference: str) -> Payment:
    """Give a payment to whoever held its account on the day it was paid, and to those who act on premises."""
    rows = Payment.objects.select_related("gas_account__service_point__premise__community")
    payment = rows.filter(reference=reference).first()
    if payment is None or not user.is_authenticated or not sees_payment(user, payment):
        raise Http404
    return payment


def sees_payment(user: User, payment: Payment) -> bool:
    return period_on(periods_visible(user, payment.gas_account), timezone.localdate(payment.paid_at)) is not None


def get_bill_to_waive(user: User, number: str) -> Bill:
    """Give a bill whose late charge somebody may ask us to drop: one's own, and any for the desk that asks for them."""
    bill = get_bill(user, number)
    if not bill.is_issued or not (user.works_cases or own_bills(user).filter(pk=bill.pk).exists()):
        raise Http404
    return bill


def waivers_open_to(user: User) -> QuerySet[LateWaiver]:
    """Give the requests that somebody at the desk decides on: none of their own, nor of cases that name them."""
    if not is_at_desk(user):
        return LateWaiver.objects.none()
    rows = LateWaiver.objects.filter(decided_at__isnull=True, case__in=visible_to(user))
    return rows.exclude(bill__tenure__customer__user=user)


def get_waiver(user: User, pk: int) -> LateWaiver:
    """Give a request with its bill to the desk, decided or not; nobody sees those they may not decide."""
    with_bill = ("bill__gas_account__service_point__premise__community", "bill__tenure__customer__user")
    rows = LateWaiver.objects.select_related(*with_bill, "case", "evidence", "asked_by", "decided_by", "agreed_by")
    seen = Q(case__isnull=True) | Q(case__in=visible_to(user))
    waiver = rows.filter(seen, pk=pk).first() if is_at_desk(user) else None
    if waiver is None or (waiver.bill.tenure and waiver.bill.tenure.customer.user_id == user.pk):
        raise Http404
    return waiver


def sees_waivers(user: User) -> bool:
    """Every dropped late charge is for supervisors and auditors to look at."""
    return user.is_authenticated and user.is_active and user.role in (Role.SUPERVISOR, Role.AUDITOR)


def get_collection(user: User, reference: str) -> CollectionVisit:
    """Give a visit to the desk; to nobody else there is none."""
    rows = CollectionVisit.objects.select_related(*SHOWN_WITH_VISIT, "announced_by", "payment")
    visit = rows.filter(reference=reference).first() if is_at_desk(user) else None
    if visit is None:
        raise Http404
    return visit


def get_collector(user: User) -> Collector | None:
    """Give somebody's own card, where they collect; a round is for those alone who act on premises."""
    if not acts_on_premises(user):
        raise Http404
    return Collector.objects.filter(user=user, is_active=True).first()


def get_own_visit(user: User, reference: str) -> CollectionVisit:
    """Give a visit to the collector who makes it, and to nobody else."""
    rows = CollectionVisit.objects.select_related(*SHOWN_WITH_VISIT, "payment")
    collector = get_collector(user)
    visit = rows.filter(reference=reference, collector=collector).first() if collector else None
    if visit is None:
        raise Http404
    return visit


SHOWN_WITH_VISIT = ("gas_account__service_point__premise__community", "tenure__customer__user", "collector__user")


def get_holding(user: User, number: str, pk: int | None = None) -> Tenure:
    """Give the time for which an account is or was held, without its key today's, to its holder and those who act."""
    if pk is None:
        account = get_account_to_read(user, number)
        rows = tenures_on(timezone.localdate(), gas_account=account)
    else:
        own = {} if acts_on_premises(user) else {"customer__user": user}
        rows = Tenure.objects.filter(gas_account__number=number, pk=pk, **own)
    with_place = ("customer__user", "gas_account__service_point__premise__community")
    tenure = rows.select_related(*with_place).first()
    if tenure is None:
        raise Http404
    return tenure


def get_arrears(user: User, pk: int) -> Arrears:
    """Give a debt and its steps to those who act on premises; to others there is none."""
    rows = Arrears.objects.select_related(
        "gas_account__service_point__premise__community", "tenure__customer__user", "stop", "held_by", "ended_by"
    )
    row = rows.filter(pk=pk).first() if acts_on_premises(user) else None
    if row is None:
        raise Http404
    return row


def get_plan(user: User, pk: int) -> PaymentPlan:
    row = PaymentPlan.objects.select_related("gas_account").filter(pk=pk).first() if acts_on_premises(user) else None
    if row is None:
        raise Http404
    return row


def decides_on_arrears(user: User) -> bool:
    """Whether somebody holds steps, takes them back and decides what becomes of a debt of nobody."""
    return user.is_authenticated and user.is_active and user.role == Role.SUPERVISOR


def get_statement(user: User, pk: int) -> ArrearsShare:
    """Give a share of arrears to whom it falls, and to those who act on premises; nobody sees another's."""
    rows = ArrearsShare.objects.select_related(
        "gas_account__service_point__premise__community", "tenure__customer", "tariff", "bill", "billed_as"
    )
    if not acts_on_premises(user):
        rows = rows.filter(tenure__customer__user=user) if user.is_authenticated else rows.none()
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def get_unowned(user: User, pk: int) -> ArrearsShare:
    """Give a share that was nobody's to who decides what becomes of it."""
    people = ("proposed_by", "approved_by", "proposed_tenure__customer", "evidence", "tenure__customer", "bill")
    rows = ArrearsShare.objects.select_related("gas_account__service_point__premise__community", *people)
    row = rows.filter(pk=pk).first() if decides_on_arrears(user) else None
    if row is None:
        raise Http404
    return row
