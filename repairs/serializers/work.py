"""The work on a case as the API tells it: orders with their visits, what they cost, and the quote they go by."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from gasservice.cases.models import Appointment
from gasservice.cases.serializers.reading import NamedSerializer, PhotoSerializer
from gasservice.cases.terms import AppointmentState
from gasservice.registry.models import FeeCharge
from gasservice.standards.terms import Purpose
from gasservice.web.serializers import LocalizedField
from repairs.models import FeeLine, Quote, QuoteLine
from repairs.terms import QuoteState, VisitOutcome, WorkStatus


class AppointmentSerializer(serializers.ModelSerializer):
    """A window in which somebody comes, or was to come."""

    state = serializers.ChoiceField(AppointmentState.choices)
    state_label = serializers.CharField(source="get_state_display")

    class Meta:
        model = Appointment
        fields = ["uid", "window_from", "window_until", "state", "state_label", "arrived_at"]
        read_only_fields = fields


class VisitSerializer(serializers.Serializer):
    """A crew at the door: what it found, what it did, and who signed for it; without an end it is there now."""

    arrived_at = serializers.DateTimeField(source="visit.arrived_at")
    left_at = serializers.DateTimeField(source="visit.left_at", allow_null=True)
    outcome = serializers.ChoiceField(VisitOutcome.choices, source="visit.outcome", allow_blank=True)
    outcome_label = serializers.CharField(source="visit.get_outcome_display")
    crew = LocalizedField(of="name", source="visit.crew", allow_null=True)
    by = serializers.CharField(source="visit.by.name")
    found = serializers.CharField(source="visit.found")
    done = serializers.CharField(source="visit.done")
    signed_name = serializers.CharField(source="visit.signed_name")
    before = PhotoSerializer(many=True)
    after = PhotoSerializer(many=True)


class PricedSerializer(serializers.ModelSerializer):
    """An amount of a fee of the published table; `receipt` is the number of its charge, once it is charged."""

    fee = NamedSerializer()
    unit = LocalizedField(of="unit", source="fee")
    receipt = serializers.CharField(source="charge.reference", allow_null=True)
    paid_at = serializers.DateTimeField(source="charge.paid_at", allow_null=True)

    class Meta:
        fields = ["fee", "quantity", "unit", "unit_price", "amount", "reason", "receipt", "paid_at"]


class FeeLineSerializer(PricedSerializer):
    """What was used for an order; what lies on our side is free."""

    class Meta(PricedSerializer.Meta):
        model = FeeLine
        fields = [*PricedSerializer.Meta.fields, "used_on", "is_ours"]
        read_only_fields = fields


class QuoteLineSerializer(PricedSerializer):
    """A line of a quote, with the rule that it rests on."""

    basis = LocalizedField()

    class Meta(PricedSerializer.Meta):
        model = QuoteLine
        fields = [*PricedSerializer.Meta.fields, "basis"]
        read_only_fields = fields


class QuoteDiscountSerializer(serializers.Serializer):
    """A discount on a quote, by its published rule."""

    discount = NamedSerializer(source="rule")
    amount = serializers.DecimalField(max_digits=10, decimal_places=2)


class QuoteSerializer(serializers.ModelSerializer):
    """A price for work, line by line; `payable` is what is owed by it, never more than was accepted before."""

    state = serializers.ChoiceField(QuoteState.choices)
    state_label = serializers.CharField(source="get_state_display")
    lines = QuoteLineSerializer(many=True)
    discounts = QuoteDiscountSerializer(many=True)

    class Meta:
        model = Quote
        fields = [
            "number",
            "version",
            "is_final",
            "state",
            "state_label",
            "sent_at",
            "valid_until",
            "answered_at",
            "fees",
            "discount",
            "total",
            "payable",
            "lines",
            "discounts",
        ]
        read_only_fields = fields


class WorkOrderSerializer(serializers.Serializer):
    """A work order with all that was agreed, done and used for it."""

    reference = serializers.CharField(source="order.reference")
    kind = serializers.ChoiceField(Purpose.choices, source="order.kind")
    kind_label = serializers.CharField(source="order.get_kind_display")
    status = serializers.ChoiceField(WorkStatus.choices, source="order.status")
    status_label = serializers.CharField(source="order.get_status_display")
    opened_at = serializers.DateTimeField(source="order.opened_at")
    done_at = serializers.DateTimeField(source="order.done_at", allow_null=True)
    warranty_last_day = serializers.DateField(source="order.warranty_last_day", allow_null=True)
    appointments = AppointmentSerializer(many=True)
    visits = VisitSerializer(many=True)
    fees = FeeLineSerializer(source="lines", many=True)
    total = serializers.DecimalField(max_digits=12, decimal_places=2)
    quote = QuoteSerializer(
        allow_null=True, help_text="of a survey the one that was made from it, of pipe work the one it is charged by"
    )


class ChargeSerializer(serializers.ModelSerializer):
    """What was charged on a case; `reference` is the number of its receipt, which stands at `url`."""

    url = serializers.SerializerMethodField()
    fee = NamedSerializer()
    basis = LocalizedField(source="fee")
    withdrawn_at = serializers.DateTimeField(source="voided_at", allow_null=True)

    class Meta:
        model = FeeCharge
        fields = ["reference", "url", "fee", "basis", "quantity", "amount", "charged_at", "paid_at", "withdrawn_at"]
        read_only_fields = fields

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, charge: FeeCharge) -> str:
        request = self.context["request"]
        at_desk, theirs = ("charge", [charge.reference]), ("case-receipt", [charge.case_reference, charge.reference])
        name, args = at_desk if request.user.works_here else theirs
        return request.build_absolute_uri(reverse(name, args=args))
