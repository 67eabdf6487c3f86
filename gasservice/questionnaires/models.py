"""A campaign, its questions, whom it was drawn for, and what they answered."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gasservice.questionnaires.terms import QuestionKind
from gasservice.standards.terms import Door

LARGEST_SAMPLE = 5_000


class Campaign(models.Model):
    """A few questions to a sample of customers, from a day until another.

    Who may be drawn: whoever holds an account in use and can be reached, narrowed to a district, a community, a door
    that they came to in the last year, or some accounts. The sample is drawn once, at the launch: the same `seed` draws
    the same accounts from the same `frame_size`.
    """

    title_en = models.CharField(max_length=120)
    title_zh_hans = models.CharField(max_length=120)
    title_zh_hant = models.CharField(max_length=120)
    purpose_en = models.CharField(max_length=300, help_text=_("what we ask it for"))
    purpose_zh_hans = models.CharField(max_length=300)
    purpose_zh_hant = models.CharField(max_length=300)
    district = models.ForeignKey("registry.District", models.PROTECT, null=True, blank=True, related_name="+")
    community = models.ForeignKey("registry.Community", models.PROTECT, null=True, blank=True, related_name="+")
    door = models.CharField(max_length=12, choices=Door, blank=True)
    account_numbers = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    sample_size = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(LARGEST_SAMPLE)])
    opens_on = models.DateField()
    closes_on = models.DateField(help_text=_("the first day on which nothing is answered any more"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    launched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    launched_at = models.DateTimeField(null=True, blank=True)
    seed = models.CharField(max_length=40, blank=True)
    frame_size = models.PositiveIntegerField(null=True, blank=True, help_text=_("of how many it was drawn"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gt=F("opens_on")), name="campaign_closes_after_opening"),
            models.CheckConstraint(
                condition=Q(sample_size__gte=1, sample_size__lte=LARGEST_SAMPLE), name="campaign_asks_some"
            ),
            models.CheckConstraint(
                condition=Q(launched_at__isnull=True, launched_by__isnull=True, frame_size__isnull=True, seed="")
                | Q(launched_at__isnull=False, launched_by__isnull=False, frame_size__isnull=False) & ~Q(seed=""),
                name="campaign_launched_by_somebody_with_a_seed",
            ),
        ]
        indexes = [models.Index(fields=["-made_at", "-id"], name="campaign_latest")]

    def __str__(self) -> str:
        return self.title_en

    def get_absolute_url(self) -> str:
        return reverse("campaign", args=[self.pk])

    @property
    def is_launched(self) -> bool:
        return self.launched_at is not None

    @property
    def last_day(self) -> date:
        return self.closes_on - timedelta(days=1)

    def is_open_on(self, day: date) -> bool:
        return self.is_launched and self.opens_on <= day < self.closes_on


class Question(models.Model):
    """A question of a campaign; `options` are what may be chosen, in the same order in each language."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=QuestionKind)
    words_en = models.CharField(max_length=200)
    words_zh_hans = models.CharField(max_length=200)
    words_zh_hant = models.CharField(max_length=200)
    options_en = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    options_zh_hans = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    options_zh_hant = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "position"], name="question_position_once"),
            models.CheckConstraint(
                condition=Q(kind=QuestionKind.CHOICE, options_en__len__gte=2)
                & Q(options_zh_hans__len=F("options_en__len"), options_zh_hant__len=F("options_en__len"))
                | (~Q(kind=QuestionKind.CHOICE) & Q(options_en=[], options_zh_hans=[], options_zh_hant=[])),
                name="question_with_choices_has_them_in_each_language",
            ),
        ]

    def __str__(self) -> str:
        return self.words_en


class Asked(models.Model):
    """Somebody whom the draw fell on; sent by a sweep, answered or not."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="asked")
    customer = models.ForeignKey("registry.Customer", models.PROTECT, related_name="+")
    gas_account = models.ForeignKey("registry.GasAccount", models.PROTECT, related_name="+", db_index=False)
    drawn_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "asked"
        constraints = [models.UniqueConstraint(fields=["campaign", "customer"], name="asked_once_in_a_campaign")]
        indexes = [
            models.Index(fields=["campaign", "id"], condition=Q(sent_at__isnull=True), name="asked_to_send"),
            models.Index(fields=["gas_account", "drawn_at"], name="asked_of_account"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.customer_id}"


class Answer(models.Model):
    """What somebody answered to one question: a number of its scale or options, or words; erased words still count."""

    asked = models.ForeignKey(Asked, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked", "question"], name="one_answer_to_a_question"),
            models.CheckConstraint(
                condition=Q(number__isnull=False, words="", erased_at__isnull=True)
                | (Q(number__isnull=True, erased_at__isnull=True) & ~Q(words=""))
                | Q(number__isnull=True, words="", erased_at__isnull=False),
                name="answer_is_a_number_or_words_perhaps_erased",
            ),
        ]
        indexes = [
            models.Index(fields=["question", "number"], name="answer_of_question"),
            models.Index(fields=["asked"], condition=~Q(words=""), name="answer_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.number}"


class WordsErased(models.Model):
    """That words were erased: whose, by whom of us and why; without anybody, by the rule when their time was over."""

    customer = models.ForeignKey("registry.Customer", models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)
    answers = models.PositiveIntegerField(help_text=_("how many answers lost their words"))

    class Meta:
        verbose_name_plural = "words erased"
        constraints = [
            models.CheckConstraint(
                condition=Q(customer__isnull=True, by__isnull=True)
                | (Q(customer__isnull=False, by__isnull=False) & ~Q(reason="")),
                name="words_erased_by_somebody_for_a_reason_or_by_the_rule",
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.answers}"
