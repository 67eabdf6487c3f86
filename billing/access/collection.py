"""Who sees a visit to collect, and who makes it."""

from django.http import Http404

from billing.access.desk import is_at_desk
from billing.models import CollectionVisit, Collector
from gasservice.registry.access import acts_on_premises
from gasservice.users.models import User


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
