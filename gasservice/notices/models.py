"""What we tell people, and the proof that we did: an outbox that a sweep empties."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gasservice.notices.terms import Channel, DeliveryState


class Notice(models.Model):
    """One thing told, once: `key` names what it tells, like `case-answered:7241`."""

    key = models.CharField(max_length=120, unique=True)
    topic = models.SlugField(help_text="the template that words it")
    is_urgent = models.BooleanField(default=False, help_text="sent in quiet hours too")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class NoticeText(models.Model):
    """The words of a notice in one language, kept as they were told."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    short = models.CharField(max_length=300, help_text="for text messages")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "language"], name="notice_text_once")]

    def __str__(self) -> str:
        return self.subject


class Delivery(models.Model):
    """One notice to one recipient on one channel, waiting to be sent or proven sent."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel)
    address = models.CharField(max_length=254, help_text="e-mail address, phone number, or user id in the portal")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    link = models.CharField(max_length=300, blank=True, help_text="this recipient's own way to the matter")
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    is_urgent = models.BooleanField(default=False, help_text="as its notice: one index holds the order")
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel", "address"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.SENT, sent_at__isnull=False)
                | (~Q(state=DeliveryState.SENT) & Q(sent_at__isnull=True)),
                name="delivery_sent_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-is_urgent", "not_before", "id"],
                condition=Q(state=DeliveryState.WAITING),
                name="delivery_waiting",
            ),
            models.Index(fields=["user", "-id"], condition=Q(channel=Channel.PORTAL), name="delivery_in_portal"),
            models.Index(
                fields=["user"], condition=Q(channel=Channel.PORTAL, read_at__isnull=True), name="delivery_unread"
            ),
        ]
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"{self.channel} {self.address}"


class Preference(models.Model):
    """How a user wishes to be told of what is not urgent."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by_email = models.BooleanField(default=True)
    by_sms = models.BooleanField(default=True)
    in_quiet_hours = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.user_id}"
