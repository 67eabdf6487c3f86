"""The words of volunteering."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where somebody stands who wants to look at our work."""

    APPLIED = "applied", _("Waits for a decision")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Not accepted")
    ENDED = "ended", _("Ended")


class Seen(models.TextChoices):
    """How a volunteer came to see something."""

    VISIT = "visit", _("A visit to a counter or a work site")
    OBSERVATION = "observation", _("Something noticed")


class Vetting(models.TextChoices):
    """The lists of who applies and who is named."""

    APPLIED = "applied", _("Applications to decide")
    NAMED = "named", _("Named volunteers")


class Answering(models.TextChoices):
    """The lists of what volunteers wrote."""

    WAITING = "waiting", _("What waits for an answer")
    LATE = "late", _("Answered too late")


VERDICTS = [
    (5, _("5, entirely")),
    (4, _("4, mostly")),
    (3, _("3, in part")),
    (2, _("2, hardly")),
    (1, _("1, not at all")),
]
# How many closed cases a volunteer is given each month.
DRAWN_A_MONTH = 5
# The longest time somebody is named for; then they apply again.
LONGEST_TERM_MONTHS = 24
