"""The words for who signs in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import to_python


class Role(models.TextChoices):
    """What somebody is here to do; it decides what `access` shows them."""

    CUSTOMER = "customer", _("Customer")
    AGENT = "agent", _("Agent")
    FIELD_WORKER = "field_worker", _("Field worker")
    SUPERVISOR = "supervisor", _("Supervisor")
    STANDARDS_OFFICER = "standards_officer", _("Standards officer")
    AUDITOR = "auditor", _("Auditor")
    VOLUNTEER = "volunteer", _("Volunteer supervisor")
    PARTY = "party", _("Partner firm")


# Who works for the company: invited, never self-made, and asked for a second factor.
STAFF_ROLES = frozenset({Role.AGENT, Role.FIELD_WORKER, Role.SUPERVISOR, Role.STANDARDS_OFFICER, Role.AUDITOR})
# Who works cases at the desk.
DESK_ROLES = frozenset({Role.AGENT, Role.SUPERVISOR})


def phone_written(text: str) -> str:
    """Write a phone number as +8613800138000, however it was typed; "" when it is none."""
    number = to_python(text, region=settings.PHONENUMBER_DEFAULT_REGION)
    return number.as_e164 if number and number.is_valid() else ""
