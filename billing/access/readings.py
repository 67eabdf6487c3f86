"""Who reads a meter of their own, and who looks at what was sent in."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from billing.models import SelfReading
from gasservice.registry.access import accounts_visible_to, acts_on_premises, get_account_held
from gasservice.registry.models import GasAccount
from gasservice.users.models import User


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
