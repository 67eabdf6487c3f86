"""What the API says of prices, and of how a bill comes about."""

from rest_framework import serializers

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
