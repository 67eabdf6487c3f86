"""Moving and changing pipes: what is asked for, the papers, what the survey measured, the check of the work."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from gasservice.cases.models import Case
from gasservice.standards.terms import PipeWay
from repairs.models.work import WorkOrder
from repairs.terms import DayTime, Distance, Home, Moved, PaperState


class PipeChange(models.Model):
    """The particulars of a pipe change."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    moved = ArrayField(models.CharField(max_length=8, choices=Moved))
    why = models.CharField(max_length=300, blank=True)
    distance = models.CharField(max_length=8, choices=Distance, default=Distance.UNKNOWN)
    home = models.CharField(max_length=8, choices=Home)
    day_times = ArrayField(models.CharField(max_length=10, choices=DayTime), default=list, blank=True)
    discounts = ArrayField(models.SlugField(), default=list, blank=True)
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.case_id)


class PipePaper(models.Model):
    """A paper given for a pipe change, or a check that we made; the file is gone once its customer is forgotten."""

    change = models.ForeignKey(PipeChange, models.CASCADE, related_name="papers")
    paper = models.ForeignKey("standards.PaperRule", models.PROTECT, related_name="+")
    file = models.OneToOneField("files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.GIVEN)
    reason = models.CharField(max_length=300, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PaperState.AGAIN) | ~Q(reason=""), name="paper_sent_back_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state=PaperState.GIVEN) | Q(checked_at__isnull=False), name="paper_judged_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change_id} {self.paper_id}"


class PipeSurvey(models.Model):
    """What the surveyor measured; the quote follows from it."""

    order = models.OneToOneField(WorkOrder, models.PROTECT, primary_key=True, related_name="survey")
    pipe_metres = models.DecimalField(max_digits=5, decimal_places=1)
    moves_pipe = models.BooleanField(default=True)
    moves_meter = models.BooleanField(default=False)
    hoses = models.PositiveSmallIntegerField(default=0)
    crosses_wall = models.BooleanField(default=False)
    crosses_bearing_wall = models.BooleanField(default=False)
    crosses_shared_part = models.BooleanField(default=False)
    leaves_kitchen = models.BooleanField(default=False)
    words = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pipe_metres__gte=0), name="survey_measures_something")]

    def __str__(self) -> str:
        return str(self.order_id)

    @property
    def ways(self) -> list[PipeWay]:
        """What of the pipe's way calls for a consent or a check."""
        found = {
            PipeWay.WALL: self.crosses_wall,
            PipeWay.BEARING_WALL: self.crosses_bearing_wall,
            PipeWay.SHARED: self.crosses_shared_part,
            PipeWay.OUT_OF_KITCHEN: self.leaves_kitchen,
        }
        return [way for way, is_so in found.items() if is_so]


class WorkCheck(models.Model):
    """The check of finished pipe work before the customer's eyes, and their signature; one that failed is repeated."""

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="+")
    pressure_kpa = models.DecimalField(max_digits=5, decimal_places=1)
    minutes = models.PositiveSmallIntegerField()
    drop_kpa = models.DecimalField(max_digits=5, decimal_places=2)
    is_leak_free = models.BooleanField()
    is_valve_reachable = models.BooleanField()
    is_gas_on = models.BooleanField()
    words = models.CharField(max_length=500, blank=True)
    has_passed = models.BooleanField()
    signed_name = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=Q(has_passed=True), name="work_passes_once"),
            models.CheckConstraint(
                condition=Q(has_passed=False)
                | Q(is_leak_free=True, is_valve_reachable=True, is_gas_on=True, drop_kpa=0) & ~Q(signed_name=""),
                name="work_passes_whole_and_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.at:%Y-%m-%d %H:%M}"
