"""What an account is billed: the bill, the stretches that were measured, and lines that explain themselves."""

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from billing.terms import AdjustmentCause, BillDoubt, BillSource, LineKind
from gasservice.registry.models import FeeCharge, GasAccount, Meter, Tenure
from gasservice.standards.models import Tariff, Validity


def never_changed(name: str) -> pgtrigger.Protect:
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


# The lines of a bill are written in one statement, and come to what it says.
LINES_SUM = """
IF EXISTS (
    SELECT 1 FROM billing_bill bill
    JOIN (SELECT bill_id FROM new_lines GROUP BY bill_id) AS touched ON touched.bill_id = bill.id
    WHERE bill.amount <> (SELECT sum(amount) FROM billing_billline WHERE bill_id = bill.id)
) THEN
    RAISE EXCEPTION 'the lines of a bill must come to its amount';
END IF;
RETURN NULL;
"""


class BillQuerySet(models.QuerySet):
    def standing(self) -> "BillQuerySet":
        return self.filter(withdrawn_at__isnull=True)

    def issued(self) -> "BillQuerySet":
        """Those that their customers see and owe."""
        return self.standing().filter(released_at__isnull=False)

    def unpaid(self) -> "BillQuerySet":
        return self.issued().filter(paid__lt=F("amount") + F("adjusted"))

    def held_back(self) -> "BillQuerySet":
        """Those in which something does not fit and that nobody has looked at."""
        return self.standing().filter(released_at__isnull=True)


class Bill(models.Model):
    """What an account owes for a period, or for fees; the one it is addressed to held the account then.

    `amount` is the sum of its lines and never changes; `adjusted` is the sum of its adjustments, `paid` and `late_paid`
    what was paid of it and of its late charge. `rated_amount` is what its own readings come to. Until `released_at`
    nobody owes it and its customer does not see it: bills with doubts wait for one of us.
    """

    number = models.CharField(max_length=24, unique=True)
    gas_account = models.ForeignKey(GasAccount, models.PROTECT, related_name="+")
    tenure = models.ForeignKey(Tenure, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=8, choices=BillSource)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    issued_on = models.DateField()
    due_on = models.DateField()
    volume_m3 = models.DecimalField(max_digits=12, decimal_places=3, default=0)
    is_estimated = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    adjusted = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    paid = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    late_paid = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    rated_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    doubts = ArrayField(models.CharField(max_length=12, choices=BillDoubt), default=list, blank=True)
    digest = models.CharField(max_length=32, blank=True, editable=False)  # of its rows in the ledger's file
    made_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)
    release_note = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_because = models.CharField(max_length=300, blank=True)
    taken_back_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="takes_back")

    objects = BillQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="gas_is_billed_once",
                expressions=[
                    ("gas_account", RangeOperators.EQUAL),
                    (Validity(F("since"), F("until"), RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at__isnull=True, taken_back_by__isnull=True, since__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True, until__isnull=True) | Q(until__gt=F("since")), name="bill_has_days"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("issued_on")), name="bill_due_after_issue"),
            models.CheckConstraint(condition=Q(amount__gte=-F("adjusted")), name="bill_not_below_nothing"),
            models.CheckConstraint(
                condition=Q(paid__gte=0, late_paid__gte=0, paid__lte=F("amount") + F("adjusted")),
                name="bill_not_overpaid",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | Q(paid=0, late_paid=0, withdrawn_by__isnull=False) & ~Q(withdrawn_because=""),
                name="withdrawn_bill_is_unpaid_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["gas_account", "-issued_on", "-id"], name="bill_of_account"),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(paid__lt=F("amount") + F("adjusted"), released_at__isnull=False, withdrawn_at__isnull=True),
                name="bill_unpaid",
            ),
            models.Index(
                fields=["id"],
                condition=Q(told_at__isnull=True, released_at__isnull=False, withdrawn_at__isnull=True),
                name="bill_to_tell",
            ),
            models.Index(
                fields=["made_at", "id"],
                condition=Q(released_at__isnull=True, withdrawn_at__isnull=True),
                name="bill_held_back",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def principal(self) -> Decimal:
        """What is owed for it in all, in yuan, without a late charge."""
        return self.amount + self.adjusted

    @property
    def unpaid(self) -> Decimal:
        return self.principal - self.paid

    @property
    def is_issued(self) -> bool:
        return self.released_at is not None and self.withdrawn_at is None

    @property
    def is_held_back(self) -> bool:
        return self.released_at is None and self.withdrawn_at is None

    @property
    def is_paid(self) -> bool:
        return self.unpaid == 0


class BillStretch(models.Model):
    """What one meter measured between two readings of a bill; it stands as it was billed."""

    bill = models.ForeignKey(Bill, models.CASCADE, related_name="stretches")
    meter = models.ForeignKey(Meter, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    start_index = models.DecimalField(max_digits=12, decimal_places=3)
    end_index = models.DecimalField(max_digits=12, decimal_places=3)
    is_estimated = models.BooleanField(default=False)

    class Meta:
        ordering = ["since", "pk"]
        triggers = [never_changed("stretch_stands")]

    def __str__(self) -> str:
        return f"{self.bill_id} {self.since}"


class BillLine(models.Model):
    """One line of a bill, with all that explains it; a line that the ledger sent and we could not rate has no tariff.

    For gas: the stretch, the days and the tier (`number` from 1, its limits in that year for that home, what the year
    had used before the line). For a fee: its charge. For a share of arrears: its days and volume.
    """

    bill = models.ForeignKey(Bill, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=LineKind)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    stretch = models.ForeignKey(BillStretch, models.CASCADE, null=True, blank=True, related_name="+")
    tariff = models.ForeignKey(Tariff, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    above_m3 = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    upto_m3 = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    used_m3 = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    volume_m3 = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    price = models.DecimalField(max_digits=6, decimal_places=4, null=True, blank=True)
    fee_charge = models.OneToOneField(FeeCharge, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["bill", "position"], name="line_once"),
            models.CheckConstraint(
                condition=Q(kind=LineKind.GAS, stretch__isnull=False, fee_charge__isnull=True)
                | Q(kind=LineKind.FEE, fee_charge__isnull=False, stretch__isnull=True)
                | Q(kind=LineKind.SHARE, fee_charge__isnull=True, stretch__isnull=True, since__isnull=False),
                name="line_is_of_its_kind",
            ),
        ]
        triggers = [
            never_changed("line_stands"),
            pgtrigger.Trigger(
                name="lines_come_to_the_amount",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="new_lines"),
                func=LINES_SUM,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bill_id}/{self.position}"

    @property
    def is_tiered(self) -> bool:
        return self.number is not None and (self.upto_m3 is not None or self.number > 1)


class Adjustment(models.Model):
    """What a bill was changed by after it was made: below nought it is credited, above it is owed more."""

    number = models.CharField(max_length=24, unique=True)
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="adjustments")
    line = models.ForeignKey(BillLine, models.PROTECT, null=True, blank=True, related_name="+")
    cause = models.CharField(max_length=8, choices=AdjustmentCause)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    words = models.TextField(blank=True)
    case_reference = models.CharField(max_length=12, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="adjustment_is_something"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("by")), name="adjustment_approved_by_another"
            ),
        ]
        triggers = [never_changed("adjustment_stands")]

    def __str__(self) -> str:
        return self.number
