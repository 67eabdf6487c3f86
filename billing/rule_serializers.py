"""What the API says of the rules of bills."""

from rest_framework import serializers

from gasservice.standards.models import (
    ArrearsRule,
    CollectionRule,
    DisputeRule,
    FeeRule,
    LateChargeRule,
    WaiverLimit,
    WaiverRule,
)
from gasservice.web.serializers import LocalizedField

SAID = ["code", "words", "basis", "valid_from", "valid_until"]


class SaidRule(serializers.ModelSerializer):
    """A dated rule in the reader's language, with what it rests on."""

    words = LocalizedField()
    basis = LocalizedField()


class DisputeRuleSerializer(SaidRule):
    meter_basis = LocalizedField()

    class Meta:
        model = DisputeRule
        fields = [
            *SAID, "window_days", "hold_days_after_decision", "second_approval_above", "rebill_months_of_bad_meter",
            "meter_error_limit_percent", "meter_basis",
        ]  # fmt: skip


class LateChargeRuleSerializer(SaidRule):
    class Meta:
        model = LateChargeRule
        fields = [*SAID, "permille_per_day", "grace_days", "cap_percent", "charges_risen_price"]


class WaiverRuleSerializer(SaidRule):
    class Meta:
        model = WaiverRule
        fields = [*SAID, "criterion", "is_automatic", "needs_evidence", "months_between"]


class WaiverLimitSerializer(SaidRule):
    class Meta:
        model = WaiverLimit
        fields = [*SAID, "role", "up_to"]


class ArrearsRuleSerializer(SaidRule):
    name = LocalizedField()

    class Meta:
        model = ArrearsRule
        fields = [*SAID, "name"]


class SeasonSerializer(serializers.Serializer):
    """Days of every year, as month and day."""

    since = serializers.CharField()
    until = serializers.CharField(help_text="the first day that is not in it")


class ArrearsTermsSerializer(serializers.Serializer):
    """The numbers that keep to every rule of arrears; days are whole days, their first one not counted."""

    demand_after_days = serializers.IntegerField()
    demand_term_days = serializers.IntegerField()
    after_term_days = serializers.IntegerField()
    overdue_days = serializers.IntegerField()
    notice_days = serializers.IntegerField()
    min_amount = serializers.DecimalField(max_digits=8, decimal_places=2)
    restore_hours = serializers.IntegerField(allow_null=True)
    heating_seasons = SeasonSerializer(many=True)
    max_instalments = serializers.IntegerField(help_text="0: no plan is offered")
    min_instalment = serializers.DecimalField(max_digits=8, decimal_places=2)
    days_between_instalments = serializers.IntegerField()
    plan_stops_late_charge = serializers.BooleanField(help_text="paying late costs nothing while a plan is kept")


class FeeRuleSerializer(SaidRule):
    class Meta:
        model = FeeRule
        fields = [*SAID, "alike_days"]


class CollectionRuleSerializer(SaidRule):
    class Meta:
        model = CollectionRule
        fields = [*SAID, "notice_hours", "opens", "closes", "window_hours", "code_hours"]
        extra_kwargs = {"opens": {"help_text": "a minute of the day"}, "closes": {"help_text": "a minute of the day"}}


class BillingRulesSerializer(serializers.Serializer):
    """What happens with a bill that is disputed, late or not paid; what is not published is null."""

    dispute = DisputeRuleSerializer(allow_null=True)
    late = LateChargeRuleSerializer(allow_null=True)
    waivers = WaiverRuleSerializer(many=True)
    waiver_limits = WaiverLimitSerializer(many=True)
    arrears = ArrearsRuleSerializer(many=True)
    together = ArrearsTermsSerializer(allow_null=True, help_text="what all rules of arrears come to")
    collection = CollectionRuleSerializer(allow_null=True)
    fees_twice = FeeRuleSerializer(allow_null=True)
