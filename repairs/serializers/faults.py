"""What a request for a repair says through the API, and what its sender is told of the part."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from gasservice.cases.actions.filing import Filed
from gasservice.cases.serializers.filing import FilingSerializer, ReceiptSerializer
from gasservice.standards.models import Responsibility
from gasservice.standards.queries import parts_on
from gasservice.web.languages import localized
from gasservice.web.serializers import LocalizedField
from repairs.forms.faults import price_of
from repairs.models import Fault
from repairs.models.faults import PARTS
from repairs.terms import PARTS_OF_KIND, UNSURE


class RepairSerializer(FilingSerializer):
    """A request for a repair, for pipes or for a connection."""

    part = serializers.ChoiceField(
        PARTS, required=False, help_text="of a repair; who owns and pays for each: `/api/v1/parts/`"
    )
    accepts_price = serializers.BooleanField(
        required=False, help_text="must be true where the part is the customer's to pay for"
    )

    def validate(self, said: dict) -> dict:
        part = said.get("part", "")
        if part and part not in (*PARTS_OF_KIND.get(said["kind"].code, ()), UNSURE):
            raise serializers.ValidationError({"part": [_("This is not a part that such a request is about.")]})
        offered = next((row for row in parts_on(self.context["day"], [part]) if row.is_offer), None)
        if offered and not offered.row.is_done_by_us:
            raise serializers.ValidationError({"part": [localized(offered.row, "others")]})
        if offered and not said.get("accepts_price"):
            words = _("This part is yours, and its repair costs %(price)s. Send true if we shall come at this price.")
            raise serializers.ValidationError({"accepts_price": [words % {"price": price_of(offered)}]})
        return said


class ResponsibilitySerializer(serializers.ModelSerializer):
    """Whose a part is, who pays for its repair, and the rule it rests on."""

    name = LocalizedField()
    words = LocalizedField()
    others = LocalizedField()
    basis = LocalizedField()

    class Meta:
        model = Responsibility
        fields = ["part", "name", "belongs_to", "paid_by", "is_done_by_us", "words", "others", "basis", "valid_from"]
        read_only_fields = fields


class PartSerializer(serializers.Serializer):
    """A part with the price of its repair today: from the least to the most without a new agreement."""

    responsibility = ResponsibilitySerializer(source="row")
    price_low = serializers.DecimalField(source="price.low", max_digits=10, decimal_places=2)
    price_high = serializers.DecimalField(source="price.high", max_digits=10, decimal_places=2)


class ToldSerializer(serializers.ModelSerializer):
    """What was told of the part before the request was taken."""

    part = serializers.ChoiceField(PARTS)
    responsibility = ResponsibilitySerializer(source="told", allow_null=True)

    class Meta:
        model = Fault
        fields = ["part", "responsibility", "price_low", "price_high", "is_accepted", "decided_at"]
        read_only_fields = fields


class RepairReceiptSerializer(ReceiptSerializer):
    """The receipt of a request, with what was told of the part; nothing where none was said."""

    part = serializers.SerializerMethodField()

    @extend_schema_field(ToldSerializer(allow_null=True))
    def get_part(self, filed: Filed) -> dict | None:
        row = Fault.objects.select_related("told").filter(case=filed.case).first()
        return ToldSerializer(row).data if row else None
