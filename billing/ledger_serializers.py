"""How bills and payments are brought through the API, and what is answered."""

from decimal import Decimal

from rest_framework import serializers

from billing.models import Bill, Payment, PaymentShare
from billing.serializers import Money
from billing.sheets import BILLS
from billing.terms import BillDoubt, PaymentMethod
from gasservice.registry.models import GasAccount

MOST_ROWS = 500


class PaymentSerializer(serializers.Serializer):
    """A payment that came in."""

    reference = serializers.CharField(max_length=60, help_text="as the bank, the payment service or the till gave it")
    account = serializers.SlugRelatedField(
        slug_field="number", queryset=GasAccount.objects.select_related("service_point")
    )
    amount = serializers.DecimalField(max_digits=10, decimal_places=2, min_value=Decimal("0.01"))
    paid_at = serializers.DateTimeField()
    method = serializers.ChoiceField([one for one in PaymentMethod.choices if one[0] != PaymentMethod.REDRESS])
    bill = serializers.SlugRelatedField(
        slug_field="number", queryset=Bill.objects.issued(), required=False, allow_null=True,
        help_text="the number of the bill that it is meant for",
    )  # fmt: skip


class ShareSerializer(serializers.ModelSerializer):
    """What a payment pays of a bill, in yuan; below nought it was given back."""

    bill = serializers.CharField(source="bill.number")

    class Meta:
        model = PaymentShare
        fields = ["bill", "amount", "is_late_charge"]


class TakenPaymentSerializer(serializers.ModelSerializer):
    """A payment as it was taken in, and what it pays; `left` stands to the credit of the account."""

    account = serializers.CharField(source="gas_account.number")
    left = Money()
    pays = serializers.SerializerMethodField()

    class Meta:
        model = Payment
        fields = ["reference", "account", "amount", "method", "paid_at", "left", "pays"]

    def get_pays(self, payment: Payment) -> ShareSerializer(many=True):
        return ShareSerializer(payment.shares.select_related("bill"), many=True).data


class BillRowsSerializer(serializers.Serializer):
    """Rows as docs/import-bills.md tells of them: one for each line of a bill, those of a bill together."""

    rows = serializers.ListField(
        child=serializers.DictField(help_text=f"columns: {', '.join(column.name for column in BILLS.columns)}"),
        min_length=1,
        max_length=MOST_ROWS,
    )


class TakenBillsSerializer(serializers.Serializer):
    """What became of the bills: `doubted` counts those that wait for one of us, by what does not fit."""

    rows = serializers.IntegerField()
    added = serializers.IntegerField()
    known = serializers.IntegerField()
    doubted = serializers.DictField(child=serializers.IntegerField(), help_text=", ".join(BillDoubt.values))
