"""What a user does with what they are told: reads it, and says how they wish to be told."""

from datetime import datetime

from gasservice.notices.models import Delivery, Preference
from gasservice.users.models import User


def mark_read(*, message: Delivery, at: datetime) -> Delivery:
    """Note when a message on the site was first opened."""
    if Delivery.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=at):
        message.read_at = at
    return message


def choose_channels(*, by_email: bool, by_sms: bool, in_quiet_hours: bool, by: User) -> Preference:
    """Keep how a user wishes to be told of what is not urgent."""
    chosen = {"by_email": by_email, "by_sms": by_sms, "in_quiet_hours": in_quiet_hours}
    return Preference.objects.update_or_create(user=by, defaults=chosen)[0]
