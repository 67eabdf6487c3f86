"""Where we supply: a premise stays itself, whatever it is called."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class District(models.Model):
    """A part of the city that one set of teams serves."""

    code = models.SlugField(unique=True)
    name_en = models.CharField(max_length=80)
    name_zh_hans = models.CharField(max_length=80)
    name_zh_hant = models.CharField(max_length=80)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en


class Community(models.Model):
    """A residential estate (小区) or street; its names change, it does not."""

    code = models.CharField(max_length=20, unique=True)
    district = models.ForeignKey(District, models.PROTECT, related_name="communities")
    name = models.CharField(max_length=120, help_text=_("the name in use; all names stand in CommunityName"))
    name_en = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "communities"

    def __str__(self) -> str:
        return self.name

    @property
    def name_to_read(self) -> str:
        """The name in use, in English where the reader reads English and there is one."""
        return (get_language() == "en" and self.name_en) or self.name


class NameBase(models.Model):
    """A name something bore from a day until another."""

    name = models.CharField(max_length=160)
    search_name = models.CharField(max_length=160, editable=False, help_text=_("simplified, lower case, no spaces"))
    known_from = models.DateField()
    known_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class CommunityName(NameBase):
    """A present or former name of a community."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="names")

    class Meta:
        ordering = ["-known_from"]
        constraints = [models.UniqueConstraint(fields=["community", "name", "known_from"], name="community_name_once")]
        indexes = [GinIndex(OpClass(F("search_name"), "gin_trgm_ops"), name="community_name_search")]


class Premise(models.Model):
    """A place with gas, named by a stable code."""

    code = models.CharField(max_length=24, unique=True)
    community = models.ForeignKey(Community, models.PROTECT, related_name="premises")
    building = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    room = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=200, help_text=_("as written today; all names stand in PremiseName"))

    class Meta:
        indexes = [models.Index(fields=["community", "building", "unit", "room"], name="premise_in_community")]

    def __str__(self) -> str:
        return self.address


class PremiseName(NameBase):
    """A present or former address of a premise."""

    premise = models.ForeignKey(Premise, models.CASCADE, related_name="names")

    class Meta:
        ordering = ["-known_from"]
        constraints = [models.UniqueConstraint(fields=["premise", "name", "known_from"], name="premise_name_once")]
        indexes = [GinIndex(OpClass(F("search_name"), "gin_trgm_ops"), name="premise_name_search")]
