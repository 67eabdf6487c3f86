"""The words of questionnaires."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    SCALE = "scale", _("1 to 5, very bad to very good")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of several answers")
    WORDS = "words", pgettext_lazy("a question", "In words")


YES, NO = 1, 0
SCALE = range(1, 6)
SATISFIED = 4  # this answer on the scale, and what is above it
