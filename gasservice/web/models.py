"""What the plumbing remembers."""

from django.db import models
from django.db.models import Q


class IdempotencyKey(models.Model):
    """A request that a client may send again, and the answer it then gets once more."""

    scope = models.CharField(max_length=300, help_text="who sent it, and to which address")
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    response_status = models.PositiveSmallIntegerField(null=True)
    response_body = models.TextField(blank=True)
    response_location = models.TextField(blank=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="idempotency_key_once"),
            models.CheckConstraint(
                condition=Q(response_status__isnull=True) | Q(response_status__range=(200, 299)),
                name="idempotency_keeps_success",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"


class Heartbeat(models.Model):
    """When something that runs by itself was last seen alive."""

    name = models.SlugField(unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
