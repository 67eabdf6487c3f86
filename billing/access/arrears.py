"""Who sees what is owed of late, and who decides on its steps."""

from django.http import Http404
from django.utils import timezone

from billing.access.readings import get_account_to_read
from billing.models import Arrears, ArrearsShare, PaymentPlan
from gasservice.registry.access import acts_on_premises
from gasservice.registry.models import Tenure
from gasservice.registry.queries import tenures_on
from gasservice.users.models import User
from gasservice.users.terms import Role


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
