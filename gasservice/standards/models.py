"""What we have promised the public; every row is dated, and a change is a new version."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from gasservice.standards.terms import AllowanceUnit, Door, Priority, Promise, Rung


class Validity(Func):
    """The days a dated row holds, end exclusive, as PostgreSQL's daterange."""

    function = "daterange"
    output_field = DateRangeField()


def one_version_a_day(name: str, *columns: str) -> ExclusionConstraint:
    """Forbid two rows of the same `columns` that hold on the same day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((column, RangeOperators.EQUAL) for column in columns),
            (Validity(F("valid_from"), F("valid_until"), RangeBoundary()), RangeOperators.OVERLAPS),
        ],
    )


class DatedQuerySet(models.QuerySet):
    def valid_on(self, day) -> "DatedQuerySet":
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day)


class Dated(models.Model):
    """A row that holds from a day until another; a change is a new row."""

    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


class WorkingCalendar(models.Model):
    """When an office is open: a zone, spans of the week and dated exceptions."""

    code = models.SlugField(unique=True)
    name_en = models.CharField(max_length=80)
    name_zh_hans = models.CharField(max_length=80)
    name_zh_hant = models.CharField(max_length=80)
    zone = models.CharField(max_length=40, default="Asia/Shanghai")
    keeps_holidays = models.BooleanField(default=True, help_text=_("off: public holidays change nothing"))

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")

    def __str__(self) -> str:
        return self.name_en


class OpeningSpan(models.Model):
    """One open span of a weekday, in minutes of the local day; 1440 is 24:00."""

    calendar = models.ForeignKey(WorkingCalendar, models.CASCADE, related_name="spans")
    weekday = models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)], help_text=_("0 is Monday"))
    opens = models.PositiveSmallIntegerField(validators=[MaxValueValidator(1439)])
    closes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(1440)])

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6, closes__lte=1440, opens__lt=F("closes")), name="span_in_a_day"
            ),
            models.UniqueConstraint(fields=["calendar", "weekday", "opens"], name="span_once"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens // 60:02}:{self.opens % 60:02}-{self.closes // 60:02}:{self.closes % 60:02}"


class CalendarException(models.Model):
    """A day that differs from its weekday: closed, or open like the weekday it stands in for."""

    calendar = models.ForeignKey(WorkingCalendar, models.CASCADE, related_name="exceptions")
    date = models.DateField()
    works_like = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(6)], help_text=_("empty: closed; 0 is Monday")
    )
    reason_en = models.CharField(max_length=80)
    reason_zh_hans = models.CharField(max_length=80)
    reason_zh_hant = models.CharField(max_length=80)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["calendar", "date"], name="exception_once")]

    def __str__(self) -> str:
        return f"{self.date} {self.reason_en}"


class PublishedYear(models.Model):
    """A year whose holidays are known; a due date in any other year carries a warning."""

    calendar = models.ForeignKey(WorkingCalendar, models.CASCADE, related_name="published_years")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["calendar", "year"], name="published_year_once")]

    def __str__(self) -> str:
        return str(self.year)


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


class ServiceItem(Dated):
    """A page of the published catalogue: everything about one service, told at once."""

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

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["position", "code"]
        constraints = [one_version_a_day("service_item_one_version_a_day", "code")]

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


class ServiceStandard(Dated):
    """What we publish, in the customer's words; its numbers stand in the SLA policies."""

    code = models.SlugField()
    service_code = models.SlugField(blank=True)
    position = models.PositiveSmallIntegerField(default=100)
    words_en = models.CharField(max_length=300)
    words_zh_hans = models.CharField(max_length=300)
    words_zh_hant = models.CharField(max_length=300)
    basis_en = models.CharField(max_length=300)
    basis_zh_hans = models.CharField(max_length=300)
    basis_zh_hant = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("service standard")
        verbose_name_plural = _("service standards")
        ordering = ["position", "code"]
        constraints = [one_version_a_day("standard_one_version_a_day", "code")]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"


class SlaPolicy(Dated):
    """The number behind a standard: how long, on which calendar, and what is paid when it is missed.

    An empty `kind_code` or `priority` means any; the most particular valid policy is the one a case gets.
    """

    standard = models.ForeignKey(ServiceStandard, models.PROTECT, related_name="policies")
    door = models.CharField(max_length=12, choices=Door)
    kind_code = models.SlugField(blank=True)
    priority = models.CharField(max_length=10, choices=Priority, blank=True)
    promise = models.CharField(max_length=16, choices=Promise)
    allowance = models.PositiveIntegerField()
    unit = models.CharField(max_length=20, choices=AllowanceUnit)
    calendar = models.ForeignKey(WorkingCalendar, models.PROTECT, related_name="policies")
    warn_minutes = models.PositiveIntegerField(help_text=_("working minutes before the due time"))
    redress = models.DecimalField(max_digits=8, decimal_places=2, default=0, help_text=_("paid when missed"))

    class Meta:
        verbose_name = _("SLA policy")
        verbose_name_plural = _("SLA policies")
        ordering = ["door", "promise", "kind_code", "priority"]
        constraints = [
            one_version_a_day("policy_one_version_a_day", "door", "kind_code", "priority", "promise"),
            models.CheckConstraint(condition=Q(allowance__gt=0, redress__gte=0), name="policy_allows_some_time"),
        ]

    def __str__(self) -> str:
        return f"{self.door}/{self.kind_code or '*'}/{self.priority or '*'} {self.promise}"


class LadderStep(models.Model):
    """Whom a missed promise is told to, and how many working minutes after it was due."""

    policy = models.ForeignKey(SlaPolicy, models.CASCADE, related_name="ladder")
    position = models.PositiveSmallIntegerField()
    rung = models.CharField(max_length=12, choices=Rung)
    after_minutes = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["policy", "position"], name="ladder_position_once")]

    def __str__(self) -> str:
        return f"{self.rung} +{self.after_minutes}"
