"""What somebody has typed so far; kept seven days, for visitors too."""

from django.db import models

from gasservice.standards.terms import Door


class Draft(models.Model):
    """An unfinished filing; the session that began it knows its submission."""

    submission = models.UUIDField(unique=True)
    door = models.CharField(max_length=12, choices=Door)
    kind_code = models.SlugField()
    typed = models.JSONField(default=dict, help_text="the form fields as typed, right or wrong")
    updated_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.submission)


class DraftPhoto(models.Model):
    """A photo or document staged with a draft until it is sent."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="photos")
    field = models.CharField(max_length=40, default="photos", help_text="the field of the form that it was given for")
    file = models.OneToOneField("files.StoredFile", models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.file_id)
