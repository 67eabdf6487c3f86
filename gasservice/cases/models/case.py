"""The case itself: what it is about, whose it is, where it stands."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from gasservice.cases.models.changed import recounted_with_neighbours
from gasservice.cases.terms import LIVE_STATUSES, ChannelIn, Part, Status
from gasservice.standards.terms import Door, Priority


class CaseQuerySet(models.QuerySet):
    def live(self) -> "CaseQuerySet":
        return self.filter(status__in=LIVE_STATUSES)

    def in_queue_order(self) -> "CaseQuerySet":
        """Due first; what is paused or promises nothing more comes last."""
        return self.order_by(F("next_due_at").asc(nulls_last=True), "pk")


class Case(models.Model):
    """One matter behind any of the three doors; its particulars stand in the door's own row."""

    reference = models.CharField(max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64, help_text=_("of the secret in the tracking link"))
    submission = models.UUIDField(null=True, blank=True, unique=True, help_text=_("of the form that filed it"))
    door = models.CharField(max_length=12, choices=Door)
    kind = models.ForeignKey("standards.CaseKind", models.PROTECT, related_name="+")
    title = models.CharField(_("subject"), max_length=160)
    remedy_sought = models.TextField(_("what would put it right"), blank=True)
    happened_on = models.DateField(_("when it happened"), null=True, blank=True)

    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    customer = models.ForeignKey("registry.Customer", models.PROTECT, null=True, blank=True, related_name="+")
    contact_name = models.CharField(_("name"), max_length=80, blank=True)
    contact_phone = PhoneNumberField(_("phone"), null=True, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="zh-hans")

    community = models.ForeignKey("registry.Community", models.PROTECT, null=True, blank=True, related_name="+")
    premise = models.ForeignKey("registry.Premise", models.PROTECT, null=True, blank=True, related_name="+")
    gas_account = models.ForeignKey("registry.GasAccount", models.PROTECT, null=True, blank=True, related_name="+")
    place_typed = models.CharField(_("address"), max_length=200, blank=True)

    channel = models.CharField(max_length=8, choices=ChannelIn)
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.NORMAL)
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey("users.Team", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    next_due_at = models.DateTimeField(null=True, blank=True)
    last_event_id = models.BigIntegerField(default=0, help_text=_("a reply states the last event it has seen"))
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    source = models.SlugField(blank=True, help_text=_("the system it was imported from"))
    source_reference = models.CharField(max_length=60, blank=True)
    search = SearchVectorField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="case_status_known"),
            models.CheckConstraint(condition=Q(door__in=Door.values), name="case_door_known"),
            models.CheckConstraint(
                condition=~Q(status=Status.CLOSED) | Q(closed_at__isnull=False), name="case_closed_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.IN_PROGRESS) | Q(owner__isnull=False), name="case_in_progress_has_owner"
            ),
            models.UniqueConstraint(
                fields=["source", "source_reference"], condition=~Q(source=""), name="case_imported_once"
            ),
        ]
        indexes = [
            models.Index(
                F("next_due_at").asc(nulls_last=True),
                "id",
                condition=Q(status__in=LIVE_STATUSES),
                name="case_queue",
            ),
            models.Index(
                F("team"),
                F("next_due_at").asc(nulls_last=True),
                "id",
                condition=Q(status__in=LIVE_STATUSES),
                name="case_queue_of_team",
            ),
            models.Index(
                F("owner"),
                F("next_due_at").asc(nulls_last=True),
                "id",
                condition=Q(status__in=LIVE_STATUSES),
                name="case_queue_of_owner",
            ),
            models.Index(fields=["filed_by", "-opened_at"], name="case_of_user"),
            models.Index(fields=["customer", "-opened_at"], name="case_of_customer"),
            models.Index(fields=["premise", "-opened_at"], name="case_at_premise"),
            models.Index(fields=["gas_account", "-opened_at"], name="case_of_account"),
            models.Index(fields=["contact_phone", "-opened_at"], name="case_of_phone"),
            models.Index(fields=["-opened_at", "-id"], name="case_latest"),
            models.Index(fields=["team", "closed_at"], condition=Q(status=Status.CLOSED), name="case_closed_of_team"),
            models.Index(fields=["resolved_at"], condition=Q(status=Status.RESOLVED), name="case_to_close"),
            GinIndex(fields=["search"], condition=Q(status__in=LIVE_STATUSES), name="case_search_live"),
            GinIndex(fields=["search"], name="case_search_all"),
        ]
        triggers = recounted_with_neighbours(
            "door", "kind_id", "team_id", "channel", "community_id", "premise_id", "opened_at", "resolved_at"
        )

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.reference])

    @property
    def is_live(self) -> bool:
        return self.status in LIVE_STATUSES

    @property
    def is_reachable(self) -> bool:
        """Whether there is somebody to tell: a person who signs in, a phone or an e-mail address."""
        return bool(self.filed_by_id or self.contact_phone or self.contact_email)

    @property
    def is_waiting(self) -> bool:
        return self.status == Status.WAITING

    @property
    def is_resolved(self) -> bool:
        return self.status == Status.RESOLVED

    @property
    def is_over(self) -> bool:
        return self.status in (Status.CLOSED, Status.WITHDRAWN)


class CaseParticipant(models.Model):
    """Somebody else in a case; a person named in a complaint sees nothing of it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="participants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user", "part"], name="participant_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.part}"


class Routing(models.Model):
    """Which team works the cases of a kind in a district; an empty district or kind means the rest."""

    door = models.CharField(max_length=12, choices=Door)
    kind_code = models.SlugField(blank=True)
    district = models.ForeignKey("registry.District", models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey("users.Team", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["door", "kind_code", "district"], name="routing_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.door}/{self.kind_code or '*'}"
