"""What only a complaint has."""

from django.db import models

from gasservice.cases.models import Case


class Conduct(models.Model):
    """Whom a complaint about somebody's conduct is about, as the customer described them."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    about_whom = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "conduct"

    def __str__(self) -> str:
        return f"{self.case_id}"
