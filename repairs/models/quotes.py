"""What work will cost before it begins, who agreed to it, and the final bill beside it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from gasservice.cases.models import Case
from gasservice.registry.models import FeeCharge
from repairs.terms import STANDING, QuoteState


class QuoteQuerySet(models.QuerySet):
    def shown(self) -> "QuoteQuerySet":
        """Whatever was ever sent to the customer."""
        return self.exclude(state=QuoteState.DRAFT)

    def standing(self) -> "QuoteQuerySet":
        """What the customer agreed to, or was settled within it; the newest of a case is what they owe."""
        return self.filter(state__in=STANDING)


class Quote(models.Model):
    """A price for work, line by line, in versions; once sent it is never changed, only replaced.

    `is_final` is the bill after the work. `payable` is what is owed by it: within the tolerance never more than what
    was accepted before.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = models.CharField(max_length=20, unique=True)
    version = models.PositiveSmallIntegerField()
    is_final = models.BooleanField(default=False)
    rule = models.ForeignKey("standards.QuoteRule", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=QuoteState, default=QuoteState.DRAFT)
    priced_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    fees = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    discount = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    total = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    payable = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    words = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_name = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=300, blank=True)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["case", "version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="quote_version_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(state=QuoteState.DRAFT), name="one_draft_at_a_time"),
            models.UniqueConstraint(fields=["case"], condition=Q(state=QuoteState.SENT), name="one_quote_open"),
            models.CheckConstraint(
                condition=Q(total=F("fees") - F("discount"), discount__gte=0, total__gte=0, payable__lte=F("total")),
                name="quote_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(state=QuoteState.DRAFT) | Q(sent_at__isnull=False, valid_until__isnull=False),
                name="quote_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[QuoteState.ACCEPTED, QuoteState.DECLINED])
                | Q(answered_at__isnull=False) & ~Q(answered_name=""),
                name="quote_answered_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["valid_until"], condition=Q(state=QuoteState.SENT), name="quote_to_expire"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_draft(self) -> bool:
        return self.state == QuoteState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == QuoteState.SENT


class QuoteLine(models.Model):
    """A fee of the table of its day, how much of it, and the rule it rests on as it was told."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="lines")
    fee = models.ForeignKey("standards.FeeItem", models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=8, decimal_places=2)
    unit_price = models.DecimalField(max_digits=10, decimal_places=2)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    reason = models.CharField(max_length=200, blank=True)
    basis_en = models.CharField(max_length=300)
    basis_zh_hans = models.CharField(max_length=300)
    basis_zh_hant = models.CharField(max_length=300)
    charge = models.OneToOneField(FeeCharge, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "fee"], name="quote_names_a_fee_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, unit_price__gte=0, amount__gte=0), name="quote_line_is_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quote_id} {self.fee_id}"


class QuoteDiscount(models.Model):
    """A discount that was applied to a quote by its rule."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="discounts")
    rule = models.ForeignKey("standards.DiscountRule", models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=10, decimal_places=2, default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "rule"], name="quote_discount_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="quote_discount_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.quote_id} {self.rule_id}"
