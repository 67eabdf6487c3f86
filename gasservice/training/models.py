"""Work that was drawn and scored by the norms, courses, their sessions, and who came."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gasservice.standards.terms import WorkKind
from gasservice.training.terms import Verdict


class Drawing(models.Model):
    """The draw of a month, made once: the same `seed` draws the same work again."""

    month = models.DateField(unique=True, help_text=_("its first day"))
    seed = models.CharField(max_length=40)
    each = models.PositiveSmallIntegerField(help_text=_("cases, and as many visits, of each person"))
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class SampledWork(models.Model):
    """A closed case or a visit of somebody that the draw fell on, scored once by a supervisor who had no part in it."""

    drawing = models.ForeignKey(Drawing, models.PROTECT, related_name="works")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey("users.Team", models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    appointment = models.OneToOneField(
        "cases.Appointment", models.PROTECT, null=True, blank=True, related_name="+", help_text=_("of a visit")
    )
    took_call = models.BooleanField(default=False, help_text=_("the person took the matter in by phone"))
    done_at = models.DateTimeField()
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    scored_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True, help_text=_("of who scored it, to the person"))
    comment = models.TextField(blank=True, help_text=_("of the person, once"))
    commented_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sampled work")
        verbose_name_plural = _("sampled work")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(appointment__isnull=True), name="case_is_sampled_once"
            ),
            models.CheckConstraint(
                condition=Q(scored_by__isnull=True, scored_at__isnull=True, words="")
                | Q(scored_by__isnull=False, scored_at__isnull=False) & ~Q(scored_by=F("person")),
                name="work_scored_by_another",
            ),
            models.CheckConstraint(
                condition=Q(commented_at__isnull=True, comment="")
                | Q(commented_at__isnull=False, scored_at__isnull=False) & ~Q(comment=""),
                name="comment_on_scored_work",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "-done_at", "-id"], name="sampled_of_team"),
            models.Index(fields=["person", "-done_at", "-id"], name="sampled_of_person"),
            models.Index(fields=["done_at", "id"], condition=Q(scored_at__isnull=True), name="sampled_to_score"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_id}"

    def get_absolute_url(self) -> str:
        return reverse("sampled-work", args=[self.pk])

    @property
    def is_scored(self) -> bool:
        return self.scored_at is not None

    @property
    def works(self) -> list[str]:
        """What the norms must apply to."""
        if self.appointment_id:
            return [WorkKind.VISIT]
        return [WorkKind.CASE, WorkKind.CALL] if self.took_call else [WorkKind.CASE]


class NormScore(models.Model):
    """How one norm was met in sampled work; what was not met is said in words."""

    work = models.ForeignKey(SampledWork, models.CASCADE, related_name="scores", db_index=False)
    norm = models.ForeignKey("standards.ServiceNorm", models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "norm"], name="norm_scored_once"),
            models.CheckConstraint(
                condition=Q(verdict__in=[Verdict.MET, Verdict.NOT_SEEN])
                | Q(verdict__in=[Verdict.PARTLY, Verdict.NOT_MET]) & ~Q(words=""),
                name="norm_not_met_is_explained",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.norm_id} {self.verdict}"


class Course(models.Model):
    """What is taught, and the norms and kinds of case that it is about."""

    code = models.SlugField(unique=True)
    name_en = models.CharField(max_length=120)
    name_zh_hans = models.CharField(max_length=120)
    name_zh_hant = models.CharField(max_length=120)
    text_en = models.TextField(help_text=_("what is learnt"))
    text_zh_hans = models.TextField()
    text_zh_hant = models.TextField()
    norm_codes = ArrayField(models.SlugField(), default=list, blank=True, help_text=_("codes of norms"))
    kind_codes = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, help_text=_("door and code: repairs/fault")
    )
    is_offered = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(norm_codes__len__gte=1) | Q(kind_codes__len__gte=1), name="course_is_about_something"
            )
        ]

    def __str__(self) -> str:
        return self.name_en


class Session(models.Model):
    """A course held once: when, where, by whom, and for how many; `taken` never goes beyond `places`.

    One that was called off keeps who had a place, and counts for nobody.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    trainer = models.CharField(max_length=80)
    places = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    taken = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(called_off_at__isnull=True, called_off_because="")
                | Q(called_off_at__isnull=False) & ~Q(called_off_because=""),
                name="session_called_off_with_reason",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(condition=Q(places__gte=1, taken__lte=F("places")), name="session_not_overfull"),
        ]
        indexes = [models.Index(fields=["-starts_at", "-id"], name="session_latest")]

    def __str__(self) -> str:
        return f"{self.course_id} {self.starts_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("training-session", args=[self.pk])

    @property
    def is_called_off(self) -> bool:
        return self.called_off_at is not None

    def is_open_at(self, at: datetime) -> bool:
        """Whether places are still given and taken back."""
        return not self.is_called_off and self.starts_at > at

    def has_begun_at(self, at: datetime) -> bool:
        """Whether it is known who came."""
        return not self.is_called_off and self.starts_at <= at

    @property
    def free(self) -> int:
        return self.places - self.taken


class Enrolment(models.Model):
    """Somebody's place in a session, and whether they came."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    enrolled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    enrolled_at = models.DateTimeField()
    attended = models.BooleanField(null=True, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    marked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="enrolled_once"),
            models.CheckConstraint(
                condition=Q(attended__isnull=True, marked_by__isnull=True, marked_at__isnull=True)
                | Q(attended__isnull=False, marked_by__isnull=False, marked_at__isnull=False),
                name="attendance_marked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.person_id}"
