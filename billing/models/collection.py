"""Somebody comes to a door to collect what is owed: who may, and each visit from its announcement to its end."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from billing.models.payments import Payment
from billing.terms import VisitEnd
from gasservice.registry.models import GasAccount, Tenure


class Collector(models.Model):
    """Who may collect money at doors, with the number and photo of the card that they show."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="+")
    badge = models.CharField(max_length=20, unique=True)
    photo = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    is_active = models.BooleanField(default=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        ordering = ["badge"]
        constraints = [models.CheckConstraint(condition=~Q(badge=""), name="collector_has_badge")]

    def __str__(self) -> str:
        return f"{self.badge} {self.user}"


class CollectionVisitQuerySet(models.QuerySet):
    def ahead(self) -> "CollectionVisitQuerySet":
        """Those that nothing has come of yet."""
        return self.filter(ended_at__isnull=True)


class CollectionVisit(models.Model):
    """A visit to collect what an account owes, announced to its holder with a code; only the code's hash is kept.

    `amount` is what was owed in yuan when it was announced; `code_until` is when the code ends. Wrong codes are counted
    in `tries` until the right one comes.
    """

    reference = models.CharField(max_length=16, unique=True)
    gas_account = models.ForeignKey(GasAccount, models.PROTECT, related_name="+")
    tenure = models.ForeignKey(Tenure, models.PROTECT, related_name="+")
    collector = models.ForeignKey(Collector, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    code_hash = models.CharField(max_length=64)
    code_until = models.DateTimeField()
    codes_sent = models.PositiveSmallIntegerField(default=1)
    tries = models.PositiveSmallIntegerField(default=0)
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    announced_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=VisitEnd, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    because = models.CharField(max_length=300, blank=True)
    payment = models.OneToOneField(Payment, models.PROTECT, null=True, blank=True, related_name="+")
    complaint = models.OneToOneField("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")

    objects = CollectionVisitQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gas_account"], condition=Q(ended_at__isnull=True), name="one_collection_ahead_of_an_account"
            ),
            models.CheckConstraint(
                condition=Q(announced_at__lt=F("starts_at"), starts_at__lt=F("ends_at"), ends_at__lte=F("code_until")),
                name="collection_announced_before",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="collection_is_for_something"),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at__isnull=True) | Q(outcome__in=VisitEnd.values, ended_at__isnull=False),
                name="collection_ended_somehow",
            ),
            models.CheckConstraint(
                condition=Q(outcome=VisitEnd.COLLECTED, payment__isnull=False)
                | ~Q(outcome=VisitEnd.COLLECTED) & Q(payment__isnull=True),
                name="collected_has_payment",
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], condition=Q(ended_at__isnull=True), name="collection_ahead"),
            models.Index(fields=["collector", "starts_at"], name="collection_of_collector"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None
