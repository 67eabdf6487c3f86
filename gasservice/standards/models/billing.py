"""What happens when a bill is disputed, is late, stays unpaid, or somebody comes to collect it."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models.dated import Dated, one_version_a_day
from gasservice.standards.models.visits import said_minute
from gasservice.standards.rules import ArrearsTerms, Season
from gasservice.standards.terms import WaiverCriterion
from gasservice.users.terms import Role

A_YEAR_DAY = RegexValidator(
    r"^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))$",
    _("Write month and day, as in 11-15."),
)


class BillingRule(Dated):
    """A dated rule of one place about bills, as we publish it and with what it rests on."""

    code = models.SlugField(help_text=_("the place whose rule it is"))
    words_en = models.CharField(max_length=500)
    words_zh_hans = models.CharField(max_length=500)
    words_zh_hant = models.CharField(max_length=500)
    basis_en = models.CharField(max_length=300)
    basis_zh_hans = models.CharField(max_length=300)
    basis_zh_hant = models.CharField(max_length=300)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"


class DisputeRule(BillingRule):
    """What stands still while a line of a bill is disputed, who decides, and what a meter found wrong changes.

    Without `window_days` a bill may be disputed at any time.
    """

    window_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("days after the bill in which it may be disputed; empty: at any time")
    )
    hold_days_after_decision = models.PositiveSmallIntegerField(
        help_text=_("whole days after the decision in which the disputed amount still stands still")
    )
    second_approval_above = models.DecimalField(
        max_digits=8, decimal_places=2, help_text=_("yuan; a correction of more needs a second person")
    )
    rebill_months_of_bad_meter = models.PositiveSmallIntegerField(
        help_text=_("months before the test was asked for whose bills are worked out anew")
    )
    meter_error_limit_percent = models.DecimalField(
        max_digits=4, decimal_places=2, help_text=_("a meter in use that is further off than this is wrong")
    )
    meter_basis_en = models.CharField(max_length=300)
    meter_basis_zh_hans = models.CharField(max_length=300)
    meter_basis_zh_hant = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("rule of disputes")
        verbose_name_plural = _("rules of disputes")
        ordering = ["code", "valid_from"]
        constraints = [
            one_version_a_day("dispute_rule_one_version_a_day", "code"),
            models.CheckConstraint(
                condition=Q(
                    second_approval_above__gte=0, meter_error_limit_percent__gt=0, meter_error_limit_percent__lt=100
                ),
                name="dispute_rule_makes_sense",
            ),
        ]


class FeeRule(BillingRule):
    """How near a fee of the ledger and one of ours like it must lie for one of us to ask whether they are one."""

    alike_days = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text=_("days before and after; as many as two rounds of bills, for a file comes late"),
    )

    class Meta:
        verbose_name = _("rule of fees billed twice")
        verbose_name_plural = _("rules of fees billed twice")
        ordering = ["code", "valid_from"]
        constraints = [
            one_version_a_day("fee_rule_one_version_a_day", "code"),
            models.CheckConstraint(condition=Q(alike_days__gte=1, alike_days__lte=366), name="fee_rule_sensible"),
        ]


class WaiverRule(BillingRule):
    """A reason for which a late charge is dropped: by itself where the rule says so, else by a person."""

    criterion = models.CharField(max_length=16, choices=WaiverCriterion)
    position = models.PositiveSmallIntegerField(default=100)
    is_automatic = models.BooleanField(default=False, help_text=_("granted at once where our records show it"))
    needs_evidence = models.BooleanField(default=False, help_text=_("the customer shows a paper"))
    months_between = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("months after a waiver in which this reason does not hold again")
    )

    class Meta:
        verbose_name = _("reason to drop a late charge")
        verbose_name_plural = _("reasons to drop a late charge")
        ordering = ["position", "criterion", "valid_from"]
        constraints = [one_version_a_day("waiver_rule_one_version_a_day", "code", "criterion")]

    def __str__(self) -> str:
        return f"{self.code}/{self.criterion} ({self.valid_from})"


class WaiverLimit(BillingRule):
    """The most of a late charge that somebody in a role drops alone."""

    role = models.CharField(max_length=20, choices=Role)
    up_to = models.DecimalField(max_digits=8, decimal_places=2, help_text=_("yuan"))

    class Meta:
        verbose_name = _("limit of dropping late charges")
        verbose_name_plural = _("limits of dropping late charges")
        ordering = ["up_to", "role"]
        constraints = [
            one_version_a_day("waiver_limit_one_version_a_day", "code", "role"),
            models.CheckConstraint(condition=Q(up_to__gte=0), name="waiver_limit_not_below_nought"),
        ]

    def __str__(self) -> str:
        return f"{self.code}/{self.role} ({self.valid_from})"


class ArrearsRule(BillingRule):
    """What comes before gas is stopped for money owed, how soon it is back, and how one may pay in parts.

    A number that a place does not set is 0, or empty where 0 would say something. Days are whole days; the day from
    which they are counted is not one of them.
    """

    demand_after_days = models.PositiveSmallIntegerField(default=0, help_text=_("days after the due day"))
    demand_term_days = models.PositiveSmallIntegerField(
        default=0, help_text=_("days to pay after the demand was delivered")
    )
    after_term_days = models.PositiveSmallIntegerField(default=0, help_text=_("days after that term before a stop"))
    overdue_days = models.PositiveSmallIntegerField(default=0, help_text=_("days after the due day before a stop"))
    notice_days = models.PositiveSmallIntegerField(
        default=0, help_text=_("days between the delivered written notice and a stop")
    )
    min_amount = models.DecimalField(
        max_digits=8, decimal_places=2, default=0, help_text=_("yuan; nobody is stopped for less")
    )
    restore_hours = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("hours after the payment until gas is back")
    )
    heating_from = models.CharField(
        max_length=5, blank=True, validators=[A_YEAR_DAY], help_text=_("11-15: homes are not stopped from this day")
    )
    heating_until = models.CharField(
        max_length=5, blank=True, validators=[A_YEAR_DAY], help_text=_("03-16: until this day")
    )
    max_instalments = models.PositiveSmallIntegerField(default=0, help_text=_("0: no plan is offered"))
    min_instalment = models.DecimalField(max_digits=8, decimal_places=2, default=0, help_text=_("yuan"))
    days_between_instalments = models.PositiveSmallIntegerField(default=0)
    plan_stops_late_charge = models.BooleanField(
        default=False, help_text=_("while a plan is kept, paying late costs nothing more")
    )
    name_en = models.CharField(max_length=120)
    name_zh_hans = models.CharField(max_length=120)
    name_zh_hant = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("rule of arrears")
        verbose_name_plural = _("rules of arrears")
        ordering = ["code", "valid_from"]
        constraints = [
            one_version_a_day("arrears_rule_one_version_a_day", "code"),
            models.CheckConstraint(
                condition=Q(heating_from="", heating_until="")
                | (~Q(heating_from="") & ~Q(heating_until="") & ~Q(heating_from=F("heating_until"))),
                name="heating_season_has_two_ends",
            ),
            models.CheckConstraint(
                condition=Q(max_instalments=0)
                | Q(max_instalments__gte=2, min_instalment__gt=0, days_between_instalments__gt=0),
                name="instalments_make_sense",
            ),
            models.CheckConstraint(condition=Q(min_amount__gte=0), name="arrears_not_below_nought"),
        ]

    @property
    def terms(self) -> ArrearsTerms:
        """The numbers of this rule by themselves."""
        season = Season(self.heating_from, self.heating_until) if self.heating_from else None
        return ArrearsTerms(
            demand_after_days=self.demand_after_days,
            demand_term_days=self.demand_term_days,
            after_term_days=self.after_term_days,
            overdue_days=self.overdue_days,
            notice_days=self.notice_days,
            min_amount=self.min_amount,
            restore_hours=self.restore_hours,
            heating_seasons=(season,) if season else (),
            max_instalments=self.max_instalments,
            min_instalment=self.min_instalment,
            days_between_instalments=self.days_between_instalments,
            plan_stops_late_charge=self.plan_stops_late_charge,
        )


class CollectionRule(BillingRule):
    """How somebody comes to a door to collect what is owed. A minute of the day counts from midnight: 480 is 08:00."""

    notice_hours = models.PositiveSmallIntegerField(help_text=_("hours before the visit at which it is told"))
    opens = models.PositiveSmallIntegerField(validators=[MaxValueValidator(1439)], help_text=_("no visit before"))
    closes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(1440)], help_text=_("no visit after")
    )
    window_hours = models.PositiveSmallIntegerField(help_text=_("the longest window in which one waits"))
    code_hours = models.PositiveSmallIntegerField(
        help_text=_("hours after its window until which the code of a visit can be checked")
    )

    class Meta:
        verbose_name = _("rule of collection visits")
        verbose_name_plural = _("rules of collection visits")
        ordering = ["code", "valid_from"]
        constraints = [
            one_version_a_day("collection_rule_one_version_a_day", "code"),
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes"), closes__lte=1440, window_hours__gt=0),
                name="collection_rule_within_a_day",
            ),
        ]

    @property
    def opens_words(self) -> str:
        return said_minute(self.opens)

    @property
    def closes_words(self) -> str:
        return said_minute(self.closes)
