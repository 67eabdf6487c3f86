"""The words of what we tell people, and of whom we tell."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from gasservice.registry.models import Premise
from gasservice.users.models import User


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    PORTAL = "portal", _("On this site")
    PAPER = "paper", _("On paper at the door")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    DEAD = "dead", _("Could not be delivered")


class Urgency(models.IntegerChoices):
    """What overtakes what; who must not be without gas is told before the others."""

    ORDINARY = 0
    FIRST = 1
    EMERGENCY = 2


# What a machine carries; the rest is there at once or is hung at a door by somebody.
SENT_CHANNELS = (Channel.EMAIL, Channel.SMS)


@dataclass(frozen=True)
class Recipient:
    """Somebody to tell: a user, reached as they wish, or a visitor, reached by what they gave.

    An address given here goes before the user's own. `link` is their own way to the matter: a path, or an address.
    At the door of `premise` a paper hangs where they have no other way off this site, or the way died; with
    `is_on_paper` in any case.
    """

    user: User | None = None
    email: str = ""
    phone: str = ""
    language: str = ""
    link: str = ""
    premise: Premise | None = None
    is_on_paper: bool = False
