"""The pages of the catalogue, what they cost, and the kinds of case they open."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models.dated import Dated, DatedQuerySet, one_version_a_day
from gasservice.standards.terms import Door, Priority


class FeeItem(Dated):
    """What something costs, on what legal basis, from when until when."""

    code = models.SlugField()
    name_en = models.CharField(max_length=120)
    name_zh_hans = models.CharField(max_length=120)
    name_zh_hant = models.CharField(max_length=120)
    unit_en = models.CharField(max_length=60)
    unit_zh_hans = models.CharField(max_length=60)
    unit_zh_hant = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=10, decimal_places=2, help_text=_("0 means free"))
    amount_to = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    basis_en = models.CharField(max_length=300)
    basis_zh_hans = models.CharField(max_length=300)
    basis_zh_hant = models.CharField(max_length=300)
    is_once_per_premise = models.BooleanField(default=False, help_text=_("never charged twice for one place"))

    class Meta:
        verbose_name = _("fee")
        verbose_name_plural = _("fees")
        ordering = ["code", "valid_from"]
        constraints = [
            one_version_a_day("fee_one_version_a_day", "code"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="fee_not_negative"),
            models.CheckConstraint(
                condition=Q(amount_to__isnull=True) | Q(amount_to__gt=F("amount")), name="fee_range_rises"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"


class PublishedItems(models.Manager.from_queryset(DatedQuerySet)):
    """The pages that anybody may read: whoever asks for services without saying more gets no draft."""

    def get_queryset(self) -> DatedQuerySet:
        return super().get_queryset().filter(is_draft=False)


class ServiceItem(Dated):
    """A page of the published catalogue: everything about one service, told at once.

    `objects` are the published pages; `versions` has the drafts too, and is for the office alone.
    """

    code = models.SlugField()
    door = models.CharField(max_length=12, choices=Door)
    kind_code = models.SlugField(help_text=_("the kind of case that asking for it opens"))
    position = models.PositiveSmallIntegerField(default=100)
    title_en = models.CharField(max_length=120)
    title_zh_hans = models.CharField(max_length=120)
    title_zh_hant = models.CharField(max_length=120)
    summary_en = models.TextField()
    summary_zh_hans = models.TextField()
    summary_zh_hant = models.TextField()
    who_en = models.TextField(help_text=_("who may ask"))
    who_zh_hans = models.TextField()
    who_zh_hant = models.TextField()
    basis_en = models.TextField(help_text=_("the rule it rests on"))
    basis_zh_hans = models.TextField()
    basis_zh_hant = models.TextField()
    fees = models.ManyToManyField(FeeItem, blank=True, related_name="service_items")
    is_draft = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)  # how often it was written: what two officers compare
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)  # never, of what was loaded from files
    reason = models.TextField(blank=True)
    # The end of the version before, which it gets back if this one is withdrawn.
    former_until = models.DateField(null=True, blank=True)

    objects = PublishedItems()
    versions = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["position", "code"]
        constraints = [
            one_version_a_day("service_item_one_version_a_day", "code", condition=Q(is_draft=False)),
            models.UniqueConstraint(fields=["code"], condition=Q(is_draft=True), name="service_item_one_draft"),
            models.CheckConstraint(
                condition=Q(is_draft=False) | Q(published_at__isnull=True), name="service_item_draft_or_published"
            ),
            models.CheckConstraint(
                condition=Q(is_draft=True)
                | Q(basis_en__regex=r"\S", basis_zh_hans__regex=r"\S", basis_zh_hant__regex=r"\S"),
                name="service_item_published_with_basis",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")) | Q(is_draft=True),
                name="service_item_published_for_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"


class ServiceStep(models.Model):
    """A step of a service and the party that does it."""

    item = models.ForeignKey(ServiceItem, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    party_en = models.CharField(max_length=80)
    party_zh_hans = models.CharField(max_length=80)
    party_zh_hant = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120)
    title_zh_hans = models.CharField(max_length=120)
    title_zh_hant = models.CharField(max_length=120)
    text_en = models.TextField(blank=True)
    text_zh_hans = models.TextField(blank=True)
    text_zh_hant = models.TextField(blank=True)
    time_en = models.CharField(max_length=80, blank=True)
    time_zh_hans = models.CharField(max_length=80, blank=True)
    time_zh_hant = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["item", "position"], name="step_position_once")]

    def __str__(self) -> str:
        return self.title_en


class ServiceDocument(models.Model):
    """A paper to bring or upload."""

    item = models.ForeignKey(ServiceItem, models.CASCADE, related_name="documents")
    position = models.PositiveSmallIntegerField()
    name_en = models.CharField(max_length=200)
    name_zh_hans = models.CharField(max_length=200)
    name_zh_hant = models.CharField(max_length=200)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name_en


class ServiceQuestion(models.Model):
    """A question people ask about a service, with its answer."""

    item = models.ForeignKey(ServiceItem, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    question_en = models.CharField(max_length=200)
    question_zh_hans = models.CharField(max_length=200)
    question_zh_hant = models.CharField(max_length=200)
    answer_en = models.TextField()
    answer_zh_hans = models.TextField()
    answer_zh_hant = models.TextField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.question_en


class CaseKind(Dated):
    """What a case is about, in the customer's words, with the short answer that often settles it."""

    door = models.CharField(max_length=12, choices=Door)
    code = models.SlugField()
    position = models.PositiveSmallIntegerField(default=100)
    name_en = models.CharField(max_length=120)
    name_zh_hans = models.CharField(max_length=120)
    name_zh_hant = models.CharField(max_length=120)
    hint_en = models.CharField(max_length=200, blank=True)
    hint_zh_hans = models.CharField(max_length=200, blank=True)
    hint_zh_hant = models.CharField(max_length=200, blank=True)
    answer_en = models.TextField(blank=True, help_text=_("the short published answer"))
    answer_zh_hans = models.TextField(blank=True)
    answer_zh_hant = models.TextField(blank=True)
    service_code = models.SlugField(blank=True, help_text=_("the catalogue page that tells more"))
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.NORMAL)
    is_about_a_person = models.BooleanField(default=False, help_text=_("asks whom, and hides the case from them"))
    can_be_filed = models.BooleanField(default=True, help_text=_("offered to customers"))

    class Meta:
        verbose_name = _("kind of case")
        verbose_name_plural = _("kinds of case")
        ordering = ["door", "position", "code"]
        constraints = [one_version_a_day("kind_one_version_a_day", "door", "code")]

    def __str__(self) -> str:
        return f"{self.door}/{self.code}"
