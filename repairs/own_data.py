"""What of outages belongs to the person who must not be without gas, for them to take away."""

from django.db.models import F

from gasservice.portal.own_data import register_own_facts
from gasservice.users.models import User
from repairs.models import NoticeReceipt


@register_own_facts("outages_to_confirm")
def outages_confirmed_by(user: User) -> list[dict[str, object]]:
    """Give the outages that somebody had to say they know of, and when they said so."""
    told = {
        "outage": F("version__interruption__reference"),
        "announcement": F("version__number"),
        "address": F("premise__address"),
    }
    return list(NoticeReceipt.objects.filter(customer__user=user).order_by("pk").values("confirmed_at", **told))
