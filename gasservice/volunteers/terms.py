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


VERDICTS = [(5, _("5, entirely")), (4, "4"), (3, "3"), (2, "2"), (1, _("1, not at all"))]
# How many closed cases a volunteer is given each month.
DRAWN_A_MONTH = 5
# The longest time somebody is named for; then they apply again.
LONGEST_TERM_MONTHS = 24
