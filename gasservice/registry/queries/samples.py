"""Drawing some of those whom we supply: by chance, and the same ones whenever it is drawn again."""

from datetime import date

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import MD5, Cast, Concat

from gasservice.registry.models import InterruptionVersion, Tenure
from gasservice.registry.queries.accounts import tenures_on
from gasservice.registry.terms import AccountStatus

REACHABLE = Q(customer__user__isnull=False) | Q(customer__phone__isnull=False) | ~Q(customer__email="")


def holders_reachable(day: date) -> QuerySet[Tenure]:
    """Give who holds an account in use on a day and can be told something off this page."""
    return tenures_on(day, gas_account__status=AccountStatus.ACTIVE).filter(REACHABLE)


def in_area_of(version: InterruptionVersion) -> Q:
    """Match the tenures whose place lies in the area of an outage."""
    here = Q(pk__in=[])
    for area in version.areas.all():
        if area.service_point_id:
            here |= Q(gas_account__service_point=area.service_point_id)
        elif area.building:
            place = "gas_account__service_point__premise"
            here |= Q((f"{place}__community", area.community_id), (f"{place}__building", area.building))
        else:
            here |= Q(gas_account__service_point__premise__community=area.community_id)
    return here


def drawn_by(seed: str, name: str) -> MD5:
    """Give the place of a row in a draw: it hangs on the seed and on what the row is named by, and on nothing else."""
    return MD5(Concat(Value(f"{seed}/"), Cast(F(name), TextField())))


def in_drawn_order(rows: QuerySet, seed: str, name: str) -> QuerySet:
    return rows.order_by(drawn_by(seed, name), "pk")
