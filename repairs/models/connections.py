"""New connections: the firms in them, their steps, and whose turn it is."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from gasservice.cases.models import Case
from gasservice.registry.models import Community, Meter, Premise, Reading
from gasservice.standards.terms import ProjectKind, ProjectParty, StepCode
from repairs.models.work import WorkOrder
from repairs.terms import StepState

FIRM_PARTIES = (ProjectParty.DESIGN, ProjectParty.CONSTRUCTION, ProjectParty.SUPERVISION)


class Firm(models.Model):
    """A firm that designs, builds or supervises for us, under a licence, and who signs in for it."""

    party = models.CharField(max_length=12, choices=ProjectParty)
    name = models.CharField(max_length=120)
    phone = PhoneNumberField()
    licence_number = models.CharField(max_length=60, unique=True)
    licence_until = models.DateField(help_text=_("the first day without it"))
    users = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)

    class Meta:
        ordering = ["party", "name"]
        constraints = [models.CheckConstraint(condition=Q(party__in=FIRM_PARTIES), name="firm_is_no_customer")]

    def __str__(self) -> str:
        return self.name


class Project(models.Model):
    """A new connection on its way: what its case is about, and where; `due_at` is when its running step is due."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    kind = models.CharField(max_length=10, choices=ProjectKind)
    community = models.ForeignKey(Community, models.PROTECT, null=True, blank=True, related_name="+")
    premises = models.ManyToManyField(Premise, related_name="+", blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("opened_at"), due_at__isnull=True),
                name="project_finished_after_start",
            )
        ]
        indexes = [
            models.Index(
                F("due_at").asc(nulls_last=True), "case", condition=Q(finished_at__isnull=True), name="project_open"
            ),
            models.Index(fields=["-finished_at", "-case"], name="project_finished"),
        ]

    def __str__(self) -> str:
        return self.case.reference


class ProjectFirm(models.Model):
    """The firm that has a part in a project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="firms")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="parts")
    party = models.CharField(max_length=12, choices=ProjectParty)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "party"], name="one_firm_a_part")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.party}"


class Milestone(models.Model):
    """A step of a project: whose it is, until when it is promised, and where it stands.

    `step` is the published version under which the promise was made.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    step = models.ForeignKey("standards.ProjectStep", models.PROTECT, related_name="+")
    code = models.CharField(max_length=16, choices=StepCode)
    party = models.CharField(max_length=12, choices=ProjectParty)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=StepState, default=StepState.AHEAD)
    started_at = models.DateTimeField(null=True, blank=True)
    warn_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    late_at = models.DateTimeField(null=True, blank=True, help_text=_("when it was seen to be late"))
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(blank=True, help_text=_("what was done, for the customer"))

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="milestone_once"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(state=StepState.RUNNING), name="one_milestone_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=StepState.AHEAD, started_at__isnull=True, done_at__isnull=True)
                | Q(state=StepState.RUNNING, started_at__isnull=False, done_at__isnull=True)
                | Q(state=StepState.DONE, started_at__isnull=False, done_at__isnull=False),
                name="milestone_state_has_times",
            ),
        ]
        indexes = [
            models.Index(
                fields=["warn_at"],
                condition=Q(state=StepState.RUNNING, warned_at__isnull=True),
                name="milestone_to_warn",
            ),
            models.Index(
                fields=["due_at"], condition=Q(state=StepState.RUNNING, late_at__isnull=True), name="milestone_to_miss"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.code}"

    @property
    def is_running(self) -> bool:
        return self.state == StepState.RUNNING

    @property
    def is_done(self) -> bool:
        return self.state == StepState.DONE


class MilestoneDelay(models.Model):
    """Why a step waits, in the words of whoever has it, and until when they think it will; the promise stays."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="delays")
    words = models.CharField(max_length=300)
    expected_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.milestone_id} {self.at:%Y-%m-%d}"


class MilestonePaper(models.Model):
    """A paper or photo that shows a step done."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="papers")
    file = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file_id)


class DoorAuthorisation(models.Model):
    """Somebody whom the customer lets open the door in their place, known by a code that was sent to them.

    The code serves while the work order is open; only its hash is kept.
    """

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    phone = PhoneNumberField()
    code_hash = models.CharField(max_length=64)
    code_sent_at = models.DateTimeField()
    codes_sent = models.PositiveSmallIntegerField(default=1)
    tries = models.PositiveSmallIntegerField(default=0)
    authorised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    authorised_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    shown_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-authorised_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(withdrawn_at__isnull=True), name="one_authorisation_of_an_order"
            ),
            models.CheckConstraint(
                condition=Q(shown_at__isnull=True, shown_to__isnull=True)
                | Q(shown_at__isnull=False, shown_to__isnull=False, withdrawn_at__isnull=True),
                name="shown_code_was_seen_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.name}"


class HungMeterQuerySet(models.QuerySet):
    def standing(self) -> "HungMeterQuerySet":
        """Those that hang; the others were written down by mistake."""
        return self.filter(taken_back_at__isnull=True)


class HungMeter(models.Model):
    """The meter that was hung on a work order, with its first reading; one taken back hangs nowhere."""

    order = models.OneToOneField(WorkOrder, models.PROTECT, primary_key=True, related_name="+")
    meter = models.OneToOneField(Meter, models.PROTECT, related_name="+")
    reading = models.ForeignKey(Reading, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = HungMeterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__gte=F("at"), taken_back_by__isnull=False),
                name="meter_taken_back_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.meter_id}"

    @property
    def is_taken_back(self) -> bool:
        return self.taken_back_at is not None
