"""What only a complaint, or a suggestion, has."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from complaints.terms import DECIDED, Stage
from gasservice.cases.models import Case


class Conduct(models.Model):
    """Whom a complaint about somebody's conduct is about, as the customer described them."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    about_whom = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "conduct"

    def __str__(self) -> str:
        return f"{self.case_id}"


class SuggestionQuerySet(models.QuerySet):
    def published(self) -> "SuggestionQuerySet":
        return self.filter(published_at__isnull=False)

    def to_publish(self) -> "SuggestionQuerySet":
        """Those that are decided, that their authors let us publish, and that nobody has edited yet."""
        return self.filter(stage__in=DECIDED, consented_at__isnull=False, published_at__isnull=True)


class Suggestion(models.Model):
    """An idea: what became of it and why, and how an editor tells it to the public where its author lets us.

    `title`, `words` and `answer` are the editor's own; nothing of the case itself is ever published.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.RECEIVED)
    considered_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField(blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    consent_ended_at = models.DateTimeField(null=True, blank=True)
    title = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    search = SearchVectorField(null=True, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="suggestion_stage_known"),
            models.CheckConstraint(
                condition=Q(stage__in=DECIDED, decided_at__isnull=False)
                | ~Q(stage__in=DECIDED) & Q(decided_at__isnull=True),
                name="suggestion_decided_once_it_is",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | Q(consented_at__isnull=False, stage__in=DECIDED, published_by__isnull=False)
                & ~Q(title="")
                & ~Q(words="")
                & ~Q(answer=""),
                name="suggestion_published_by_consent",
            ),
        ]
        indexes = [
            models.Index(
                F("published_at").desc(nulls_last=True),
                F("case").desc(),
                condition=Q(published_at__isnull=False),
                name="suggestion_latest",
            ),
            models.Index(
                F("stage"),
                F("published_at").desc(nulls_last=True),
                F("case").desc(),
                condition=Q(published_at__isnull=False),
                name="suggestion_latest_of_stage",
            ),
            models.Index(
                fields=["decided_at", "case"],
                condition=Q(consented_at__isnull=False, published_at__isnull=True),
                name="suggestion_to_publish",
            ),
            GinIndex(fields=["search"], condition=Q(published_at__isnull=False), name="suggestion_search"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.stage}"

    def get_absolute_url(self) -> str:
        return reverse("suggestion", args=[self.pk])

    @property
    def is_decided(self) -> bool:
        return self.stage in DECIDED

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def may_be_published(self) -> bool:
        return self.is_decided and self.consented_at is not None
