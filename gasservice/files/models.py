"""Uploads, kept as we re-encoded them."""

import uuid

from django.conf import settings
from django.db import models


def unguessable_path(stored: "StoredFile", name: str) -> str:
    return f"uploads/{stored.pk.hex[:2]}/{stored.pk.hex}"


def thumbnail_path(stored: "StoredFile", name: str) -> str:
    return f"{unguessable_path(stored, name)}-small"


class StoredFile(models.Model):
    """A photo or paper; who may read it is decided by what it belongs to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(upload_to=unguessable_path)
    thumbnail = models.FileField(upload_to=thumbnail_path, blank=True)
    original_name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")
