"""What of a debt falls to whom, where the days it comes from were held by several people or by nobody."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from billing.models.bills import Bill
from billing.terms import ShareSource
from gasservice.registry.models import GasAccount, Tenure
from gasservice.standards.models import Tariff

UNOWNED = Q(tenure__isnull=True, written_off_at__isnull=True)


class ArrearsShareQuerySet(models.QuerySet):
    def unowned(self) -> "ArrearsShareQuerySet":
        """Those that belong to nobody on record and that nobody has decided about."""
        return self.filter(UNOWNED)


class ArrearsShare(models.Model):
    """What of a shared debt falls to one holder, or to nobody on record, by the days between `since` and `until`.

    `rated` is what those days come to by the tariff alone, where they could be rated; `amount` is never more than is
    left of the whole. `billed_as` is the bill on which it is owed. One of nobody is assigned with evidence or written
    off by a supervisor; above the limit of the rule of disputes a second one agrees.
    """

    source = models.CharField(max_length=8, choices=ShareSource)
    reference = models.CharField(max_length=40)
    bill = models.ForeignKey(Bill, models.PROTECT, null=True, blank=True, related_name="arrears_shares")
    gas_account = models.ForeignKey(GasAccount, models.PROTECT, related_name="+")
    tenure = models.ForeignKey(Tenure, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField()
    of_days = models.PositiveIntegerField()
    due_on = models.DateField()
    volume_m3 = models.DecimalField(max_digits=12, decimal_places=3)
    start_index = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    end_index = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    tariff = models.ForeignKey(Tariff, models.PROTECT, null=True, blank=True, related_name="+")
    rated = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    billed_as = models.ForeignKey(Bill, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    proposed_tenure = models.ForeignKey(Tenure, models.PROTECT, null=True, blank=True, related_name="+")
    because = models.CharField(max_length=300, blank=True)
    evidence = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    written_off_at = models.DateTimeField(null=True, blank=True)

    objects = ArrearsShareQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "reference", "since"], name="arrears_shared_once"),
            models.CheckConstraint(condition=Q(until__gt=F("since"), of_days__gt=0), name="arrears_share_has_days"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="arrears_share_not_below_nothing"),
            models.CheckConstraint(
                condition=Q(billed_as__isnull=True) | Q(tenure__isnull=False), name="arrears_share_billed_to_a_holder"
            ),
            models.CheckConstraint(
                condition=Q(written_off_at__isnull=True)
                | Q(tenure__isnull=True, proposed_by__isnull=False) & ~Q(because=""),
                name="arrears_share_written_off_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="arrears_share_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(proposed_tenure__isnull=True) | Q(evidence__isnull=False, proposed_by__isnull=False),
                name="arrears_share_assigned_with_evidence",
            ),
        ]
        indexes = [models.Index(fields=["made_at", "id"], condition=UNOWNED, name="arrears_share_unowned")]

    def __str__(self) -> str:
        return f"{self.reference} {self.since}"

    def get_absolute_url(self) -> str:
        return reverse("arrears-statement", args=[self.pk])

    @property
    def days(self) -> int:
        return (self.until - self.since).days

    @property
    def is_proposed(self) -> bool:
        """Whether one has proposed what another has to agree to."""
        return self.proposed_at is not None and self.tenure_id is None and self.written_off_at is None
