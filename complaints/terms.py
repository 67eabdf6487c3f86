"""The words of complaints and suggestions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The kind of case that is an idea, not a grievance.
SUGGESTION = "suggestion"


class Stage(models.TextChoices):
    """What has become of an idea so far."""

    RECEIVED = "received", _("Received")
    CONSIDERED = "considered", _("Being considered")
    ADOPTED = "adopted", _("Adopted")
    NOT_ADOPTED = "not_adopted", _("Not adopted")


DECIDED = (Stage.ADOPTED, Stage.NOT_ADOPTED)
