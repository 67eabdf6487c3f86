"""Who stops and opens gas: the desk and the crews."""

from django.db.models import QuerySet
from django.http import Http404

from gasservice.registry.access import acts_on_premises
from gasservice.registry.models import SupplyStop
from gasservice.users.models import User


def stops_visible_to(user: User) -> QuerySet[SupplyStop]:
    rows = SupplyStop.objects.all() if acts_on_premises(user) else SupplyStop.objects.none()
    return rows.select_related("gas_account__service_point__premise__community")


def get_stop(user: User, pk: int) -> SupplyStop:
    """Load an order to stop gas for whoever may carry it out; to others there is none."""
    people = ("ordered_by", "withdrawn_by", "executed_by", "restored_by")
    stop = stops_visible_to(user).select_related(*people).filter(pk=pk).first()
    if stop is None:
        raise Http404
    return stop
