"""When somebody comes."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gasservice.cases.models.case import Case
from gasservice.cases.models.commitment import Commitment
from gasservice.cases.terms import AppointmentState, Ruling
from gasservice.standards.terms import Purpose

LONGEST_WINDOW = timedelta(hours=4)
# The customer says that nobody came, we say that somebody did, and nobody has found out yet.
DISPUTED = Q(not_come_at__isnull=False, arrived_at__isnull=False, ruling="")


class AppointmentQuerySet(models.QuerySet):
    def booked(self) -> "AppointmentQuerySet":
        return self.filter(state=AppointmentState.BOOKED)

    def disputed(self) -> "AppointmentQuerySet":
        return self.filter(DISPUTED)


class Appointment(models.Model):
    """A window in which somebody comes, with the promise to come in it; who comes stands in the door's own rows.

    `uid` and `sequence` name it in calendars (RFC 5545): the same appointment moved keeps the one and raises the other.
    A moved appointment has a new promise; the story tells of the moves.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="appointments")
    purpose = models.CharField(max_length=16, choices=Purpose)
    commitment = models.OneToOneField(Commitment, models.PROTECT, null=True, blank=True, related_name="+")
    window_from = models.DateTimeField()
    window_until = models.DateTimeField()
    sequence = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=AppointmentState, default=AppointmentState.BOOKED)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    booked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    not_come_at = models.DateTimeField(null=True, blank=True, help_text=_("the customer said that nobody came"))
    ruling = models.CharField(max_length=8, choices=Ruling, blank=True)
    ruled_because = models.CharField(max_length=300, blank=True, help_text=_("for the customer"))
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ruled_at = models.DateTimeField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["window_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(window_until__gt=F("window_from"), window_until__lte=F("window_from") + LONGEST_WINDOW),
                name="appointment_at_most_four_hours",
            ),
            models.CheckConstraint(condition=Q(state__in=AppointmentState.values), name="appointment_state_known"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state=AppointmentState.BOOKED), name="one_appointment_ahead"
            ),
            models.CheckConstraint(
                condition=Q(ruling="", ruled_because="", ruled_at__isnull=True, ruled_by__isnull=True)
                | Q(
                    ruling__in=Ruling.values,
                    ruled_at__isnull=False,
                    ruled_by__isnull=False,
                    not_come_at__isnull=False,
                    arrived_at__isnull=False,
                ),
                name="ruling_on_two_sides_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["window_from", "id"], condition=Q(state=AppointmentState.BOOKED), name="appointment_ahead"
            ),
            models.Index(fields=["case", "window_from"], name="appointment_of_case"),
            models.Index(fields=["arrived_at"], condition=Q(state=AppointmentState.KEPT), name="appointment_kept"),
            models.Index(fields=["not_come_at", "id"], condition=DISPUTED, name="appointment_to_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.window_from:%Y-%m-%d %H:%M}"

    @property
    def is_booked(self) -> bool:
        return self.state == AppointmentState.BOOKED

    @property
    def is_disputed(self) -> bool:
        """Whether the customer says that nobody came, we say that somebody did, and nobody has found out yet."""
        return self.not_come_at is not None and self.arrived_at is not None and not self.ruling

    def get_calendar_url(self) -> str:
        """Give the address of its calendar file; nobody guesses it, and it tells of nothing but this visit."""
        return reverse("appointment-file", args=[self.uid])
