"""Papers that people showed us, by when what they show has ended."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from gasservice.registry.access import midnight
from gasservice.registry.models import HouseholdSize, PriorityNeed, Tenure


def tenures_ended_with_paper(day: date) -> QuerySet[Tenure]:
    """Give the times of holders that had ended by a day and whose paper is still here."""
    return Tenure.objects.filter(evidence__isnull=False, held_until__lte=day)


def needs_ended_with_paper(day: date) -> QuerySet[PriorityNeed]:
    """Give the needs that ended before a day, or whose customer had left the place by then, and whose paper is here."""
    there = Tenure.objects.filter(
        customer=OuterRef("customer"), gas_account__service_point__premise=OuterRef("premise")
    )
    goes_on = there.filter(Q(held_until__isnull=True) | Q(held_until__gt=day))
    left = Q(Exists(there), ~Exists(goes_on))
    rows = PriorityNeed.objects.filter(Q(ended_at__lt=midnight(day)) | left, evidence__isnull=False)
    return rows.order_by("declared_at", "pk")


def households_ended_with_paper(day: date) -> QuerySet[HouseholdSize]:
    """Give what was declared of homes, is not true since a day, and whose paper is still here.

    It ends when it is refused, when another number that was declared later holds, and with the time of its holder.
    """
    mine = {"gas_account": OuterRef("gas_account")}
    declared_later = Q(declared_at__gt=OuterRef("declared_at")) | Q(
        declared_at=OuterRef("declared_at"), pk__gt=OuterRef("pk")
    )
    overtaken = HouseholdSize.objects.filter(declared_later, **mine, since__lte=day, confirmed_at__lt=midnight(day))
    left = Tenure.objects.filter(
        **mine, held_from__lte=OuterRef("since"), held_until__gt=OuterRef("since"), held_until__lte=day
    )
    counted = Q(Exists(overtaken) | Exists(left), confirmed_at__isnull=False)
    rows = HouseholdSize.objects.filter(counted | Q(refused_at__lt=midnight(day)), evidence__isnull=False)
    return rows.order_by("declared_at", "pk")
