"""Who looks at our work, what they were given to look at, and what they saw."""

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from gasservice.cases.models import Case, Climbing, StepTaken
from gasservice.registry.models import Community
from gasservice.volunteers.terms import Seen, State

IN_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class Volunteer(models.Model):
    """Somebody who applied to look at our work: why, for which estates, what we decided, and for how long."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    patch = models.ManyToManyField(Community, related_name="+")
    motive = models.TextField()
    applied_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.APPLIED)
    vetted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    vetted_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    term_from = models.DateField(null=True, blank=True)
    term_until = models.DateField(null=True, blank=True)
    # The last month that cases were drawn for.
    drawn_for = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="volunteer_state_known"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(state__in=[State.APPLIED, State.ACCEPTED]), name="volunteer_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=State.APPLIED) | Q(vetted_by__isnull=False, vetted_at__isnull=False),
                name="volunteer_vetted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.APPLIED, State.REFUSED], term_from__isnull=True, term_until__isnull=True)
                | Q(state__in=[State.ACCEPTED, State.ENDED], term_from__lte=F("term_until")),
                name="volunteer_named_for_a_term",
            ),
        ]
        indexes = [
            models.Index(fields=["applied_at", "id"], condition=Q(state=State.APPLIED), name="volunteer_to_vet"),
            models.Index(fields=["applied_at", "id"], condition=Q(state=State.ACCEPTED), name="volunteer_named"),
            models.Index(fields=["drawn_for"], condition=Q(state=State.ACCEPTED), name="volunteer_to_draw_for"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.state}"

    @property
    def is_applied(self) -> bool:
        return self.state == State.APPLIED

    @property
    def is_accepted(self) -> bool:
        return self.state == State.ACCEPTED


class SpotCheck(models.Model):
    """A closed case that chance gave a volunteer to judge, told without the people in it."""

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="checks")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    month = models.DateField(help_text="the first day of the month in which the case was closed")
    drawn_at = models.DateTimeField()
    fair = models.PositiveSmallIntegerField(null=True, blank=True, validators=IN_FIVE)
    clear = models.PositiveSmallIntegerField(null=True, blank=True, validators=IN_FIVE)
    words = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "case"], name="check_drawn_once"),
            models.CheckConstraint(
                condition=Q(judged_at__isnull=True, fair__isnull=True, clear__isnull=True)
                | Q(judged_at__isnull=False, fair__range=(1, 5), clear__range=(1, 5)),
                name="check_judged_in_full",
            ),
        ]
        indexes = [
            models.Index(fields=["volunteer", "-drawn_at", "-id"], name="check_of_volunteer"),
            models.Index(fields=["month"], name="check_of_month"),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id} {self.case_id}"


class Observation(Climbing):
    """What a volunteer saw, and what we answered; the public reads an editor's wording of both, or nothing.

    Our promise to answer climbs from the team that has it, as long as there is no answer.
    """

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="observations")
    community = models.ForeignKey(Community, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Seen)
    seen_on = models.DateField()
    words = models.TextField()
    written_at = models.DateTimeField()
    policy = models.ForeignKey("standards.SlaPolicy", models.PROTECT, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField(null=True, blank=True)
    team = models.ForeignKey("users.Team", models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    public_words = models.TextField(blank=True)
    public_answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="", public_words="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="observation_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(public_words="", public_answer="") | ~Q(public_words="") & ~Q(public_answer=""),
                name="observation_published_with_answer",
            ),
            models.CheckConstraint(
                condition=Q(next_step_at__isnull=True)
                | Q(answered_at__isnull=True, due_at__isnull=False, policy__isnull=False, team__isnull=False),
                name="only_open_observations_climb",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_step_at", "id"], condition=Q(next_step_at__isnull=False), name="observation_to_sweep"
            ),
            models.Index(fields=["volunteer", "-written_at", "-id"], name="observation_of_volunteer"),
            models.Index(
                F("due_at").asc(nulls_last=True),
                "id",
                condition=Q(answered_at__isnull=True),
                name="observation_to_answer",
            ),
            models.Index(
                fields=["-answered_at", "-id"],
                condition=Q(answered_at__gt=F("due_at")),
                name="observation_answered_late",
            ),
            models.Index(fields=["written_at"], name="observation_written"),
            models.Index(fields=["written_at", "id"], condition=~Q(public_words=""), name="observation_published"),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id} {self.seen_on}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    def state_at(self, at: datetime) -> str:
        """Say how its promise stands while there is no answer: as the clocks of cases do."""
        if self.is_answered or self.due_at is None:
            return ""
        if self.due_at < at:
            return "late"
        return "soon" if self.step_times and self.step_times[0] <= at else "fine"

    @property
    def is_late_answer(self) -> bool:
        return bool(self.answered_at and self.due_at and self.answered_at > self.due_at)

    @property
    def is_public(self) -> bool:
        return bool(self.public_words)


class ObservationStep(StepTaken):
    """A step of the ladder that was taken for an observation without an answer, once."""

    observation = models.ForeignKey(Observation, models.CASCADE, related_name="steps")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["observation", "position"], name="observation_step_once")]
        indexes = [models.Index(fields=["id"], condition=Q(digested_at__isnull=True), name="observation_step_to_tell")]

    def __str__(self) -> str:
        return f"{self.observation_id} {self.rung}"


class ObservationPhoto(models.Model):
    """A photo that a volunteer took of what they saw; it is never published."""

    observation = models.ForeignKey(Observation, models.CASCADE, related_name="photos")
    file = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.file_id)
