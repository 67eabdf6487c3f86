"""What customers read off their meters themselves."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from billing.terms import Doubt
from gasservice.registry.models import GasAccount, Reading


class SelfReading(models.Model):
    """A reading that a customer sent in: its photo, what was odd about it, and who of us has looked at that."""

    reading = models.OneToOneField(Reading, models.PROTECT, primary_key=True, related_name="+")
    gas_account = models.ForeignKey(GasAccount, models.PROTECT, related_name="+")
    photo = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    doubt = models.CharField(max_length=10, choices=Doubt, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_at__isnull=True, seen_by__isnull=True)
                | Q(seen_at__gte=F("sent_at"), seen_by__isnull=False),
                name="self_reading_seen_by_somebody",
            )
        ]
        indexes = [
            models.Index(
                fields=["sent_at", "reading"],
                condition=~Q(doubt="") & Q(seen_at__isnull=True),
                name="self_reading_to_look_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reading_id} {self.doubt}"
