"""What the API says of prices, and of how a bill comes about."""

from decimal import Decimal

from rest_framework import serializers

from billing.terms import AdjustmentCause, BillState, DisputeReason, LineKind, PaymentMethod, Verdict
from gasservice.standards.models import Tariff, TariffTier
from gasservice.web.serializers import AllLanguagesField, LanguageField, LocalizedField


class TierSerializer(serializers.ModelSerializer):
    class Meta:
        model = TariffTier
        fields = ["position", "upto_m3", "price"]
        extra_kwargs = {
            "upto_m3": {"help_text": "cubic metres of a calendar year, this one included; null has no limit"},
        }


class TariffSerializer(serializers.ModelSerializer):
    """The price of gas for a class of supply, and the decision it rests on."""

    name = LocalizedField()
    language = LanguageField()
    names = AllLanguagesField("name")
    words = LocalizedField()
    basis = LocalizedField()
    tiers = TierSerializer(many=True)

    class Meta:
        model = Tariff
        fields = [
            "code", "name", "language", "names", "valid_from", "valid_until", "base_persons", "extra_m3_per_person",
            "tiers", "words", "basis",
        ]  # fmt: skip
        read_only_fields = fields


class Volume(serializers.DecimalField):
    """Cubic metres."""

    def __init__(self, **options) -> None:
        super().__init__(max_digits=12, decimal_places=3, **options)


class Money(serializers.DecimalField):
    """Yuan."""

    def __init__(self, **options) -> None:
        super().__init__(max_digits=12, decimal_places=2, **options)


class RatedLineSerializer(serializers.Serializer):
    """One line of a bill with what explains it."""

    since = serializers.DateField(source="piece.since")
    until = serializers.DateField(source="piece.until", help_text="the first day that is not in it")
    tariff_valid_from = serializers.DateField(source="piece.tariff.valid_from")
    tier = serializers.IntegerField(source="number")
    above_m3 = Volume(help_text="where the tier begins in that year for that home")
    upto_m3 = Volume(allow_null=True, help_text="and where it ends")
    used_m3 = Volume(help_text="what the year had used before this line")
    is_shared_by_days = serializers.BooleanField(help_text="the meter was not read where the year or the price changed")
    volume_m3 = Volume()
    price = serializers.DecimalField(max_digits=6, decimal_places=4)
    amount = Money()


class RatingSerializer(serializers.Serializer):
    """What a volume comes to, line by line; each line is rounded half up to the fen."""

    volume_m3 = Volume()
    amount = Money()
    lines = RatedLineSerializer(many=True)


class BillSerializer(serializers.Serializer):
    """A bill and how it stands today: `principal` is `amount` with its adjustments, `payable` is to be paid now."""

    account = serializers.CharField(source="bill.gas_account.number")
    number = serializers.CharField(source="bill.number")
    since = serializers.DateField(source="bill.since", allow_null=True, help_text="the day of the first reading")
    until = serializers.DateField(source="bill.until", allow_null=True, help_text="the day of the last reading")
    issued_on = serializers.DateField(source="bill.issued_on")
    due_on = serializers.DateField(source="bill.due_on")
    volume_m3 = Volume(source="bill.volume_m3")
    is_estimated = serializers.BooleanField(source="bill.is_estimated")
    state = serializers.ChoiceField(choices=BillState.choices)
    amount = Money(source="bill.amount", help_text="the sum of the lines")
    adjusted = Money(source="bill.adjusted")
    principal = Money(source="bill.principal")
    paid = Money(source="bill.paid")
    held = Money(source="standing.held", help_text="disputed, and not to be paid now")
    late_charge = Money(source="standing.late_amount", help_text="what paying late has cost up to today")
    late_paid = Money(source="bill.late_paid")
    payable = Money(source="standing.payable")


class MeasuredSerializer(serializers.Serializer):
    """What a meter measured between two days; a source is empty where our books do not say how it was read."""

    meter = serializers.CharField(source="stretch.meter")
    since = serializers.DateField(source="stretch.since")
    until = serializers.DateField(source="stretch.until")
    start_index = Volume(source="stretch.start_index")
    end_index = Volume(source="stretch.end_index")
    volume_m3 = Volume(source="stretch.volume_m3")
    is_estimated = serializers.BooleanField(source="stretch.is_estimated")
    start_source = serializers.CharField()
    end_source = serializers.CharField()


class ToldLineSerializer(serializers.Serializer):
    """A line of a bill with what explains it, as facts and as sentences in the reader's language."""

    position = serializers.IntegerField(source="row.position")
    kind = serializers.ChoiceField(source="row.kind", choices=LineKind.choices)
    title = serializers.CharField()
    sum = serializers.CharField(help_text="what the amount comes from, in words")
    reasons = serializers.ListField(child=serializers.CharField())
    amount = Money(source="row.amount")
    held = Money(source="line.held")
    volume_m3 = Volume(source="row.volume_m3", allow_null=True)
    price = serializers.DecimalField(source="row.price", max_digits=6, decimal_places=4, allow_null=True)
    since = serializers.DateField(source="row.since", allow_null=True)
    until = serializers.DateField(source="row.until", allow_null=True)
    tier = serializers.IntegerField(source="row.number", allow_null=True)
    above_m3 = Volume(source="row.above_m3", allow_null=True)
    upto_m3 = Volume(source="row.upto_m3", allow_null=True)
    used_m3 = Volume(source="row.used_m3", allow_null=True)
    shared_on = serializers.ListField(
        source="line.cuts",
        child=serializers.DateField(),
        help_text="days of a new year or price on which nobody read the meter, so that days decide",
    )
    tariff = serializers.CharField(source="row.tariff.code", default=None, allow_null=True)
    tariff_valid_from = serializers.DateField(source="row.tariff.valid_from", default=None, allow_null=True)
    fee = serializers.CharField(source="row.fee_charge.fee_code", default=None, allow_null=True)
    receipt = serializers.CharField(source="row.fee_charge.reference", default=None, allow_null=True)
    measured = MeasuredSerializer(source="line.measured", allow_null=True)


class ToldAdjustmentSerializer(serializers.Serializer):
    """What a bill was changed by, or an estimate that it replaces."""

    number = serializers.CharField(source="note.number")
    bill = serializers.CharField(source="note.bill.number")
    cause = serializers.ChoiceField(source="note.cause", choices=AdjustmentCause.choices)
    amount = Money(source="note.amount")
    at = serializers.DateTimeField(source="note.at")
    words = serializers.CharField()


class PaidBySerializer(serializers.Serializer):
    """A payment, and what it pays of a bill."""

    paid_at = serializers.DateTimeField(source="payment.paid_at")
    method = serializers.ChoiceField(source="payment.method", choices=PaymentMethod.choices)
    amount = Money()
    late_charge = Money(source="late")


class WholeBillSerializer(BillSerializer):
    """A bill with every line explained, its adjustments, what was paid, and what paying late has cost."""

    lines = ToldLineSerializer(source="told.lines", many=True)
    adjustments = ToldAdjustmentSerializer(source="told.adjustments", many=True)
    payments = PaidBySerializer(source="whole.payments", many=True)
    late_words = serializers.ListField(source="told.late", child=serializers.CharField())
    dispute_words = serializers.ListField(source="told.disputes", child=serializers.CharField())


class DisputedPartSerializer(serializers.Serializer):
    """A line of the bill that is not accepted; without an amount all of it."""

    position = serializers.IntegerField(min_value=1, max_value=32767)
    reason = serializers.ChoiceField(choices=DisputeReason)
    amount = serializers.DecimalField(max_digits=12, decimal_places=2, required=False, min_value=Decimal("0.01"))


class DisputeToOpenSerializer(serializers.Serializer):
    """Which lines of a bill are wrong, and why in one's own words."""

    lines = DisputedPartSerializer(many=True, allow_empty=False)
    words = serializers.CharField(max_length=4000)


class DisputedLineSerializer(serializers.Serializer):
    line = serializers.IntegerField(help_text="its position")
    amount = Money()
    reason = serializers.ChoiceField(choices=DisputeReason)
    credited = Money(allow_null=True)


class DisputeSerializer(serializers.Serializer):
    """What a case disputes of a bill, until when it stands still, and once it is decided what came of it."""

    bill = serializers.CharField()
    amount = Money()
    held_from = serializers.DateField()
    held_until = serializers.DateField(allow_null=True, help_text="the first day on which it is due again")
    verdict = serializers.ChoiceField(choices=Verdict, allow_null=True)
    credited = Money(allow_null=True)
    words = serializers.CharField(allow_null=True)
    alternatives = serializers.CharField(allow_null=True)
    lines = DisputedLineSerializer(many=True)
    letter = serializers.URLField(
        allow_null=True, help_text="the decision as a PDF; opens where its reader is signed in or has shown the code"
    )
