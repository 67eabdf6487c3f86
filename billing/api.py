"""Prices, bills and the rules of bills, and asking about bills and meters, through the API."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ValidationError
from rest_framework.views import APIView

from billing.access import bills_visible_to, get_bill
from billing.forms.prices import EstimateForm
from billing.models import Bill
from billing.queries.bills import standing_bills, state_of
from billing.queries.explaining import explained
from billing.queries.tariffs import late_charge_rule_on, tariffs_on
from billing.rule_serializers import BillingRulesSerializer
from billing.serializers import BillSerializer, RatingSerializer, TariffSerializer, WholeBillSerializer
from billing.telling.bills import told
from gasservice.cases.api.filing import FilingView
from gasservice.standards.queries import rules_of_bills
from gasservice.standards.terms import Door

ASKED = [
    OpenApiParameter("tariff", str, required=True, description="its code: the class of supply"),
    OpenApiParameter("persons", int, required=True),
    OpenApiParameter("since", OpenApiTypes.DATE, required=True),
    OpenApiParameter("until", OpenApiTypes.DATE, required=True),
    OpenApiParameter("volume_m3", OpenApiTypes.DECIMAL, required=True),
    OpenApiParameter("used_m3", OpenApiTypes.DECIMAL, description="used before in the same year"),
]


class FileBillingCase(FilingView):
    """Ask about a bill, a reading or a meter; nobody need sign in."""

    door = Door.BILLING


class Prices(APIView):
    """The price of gas for each class of supply, as it holds today."""

    permission_classes = [AllowAny]

    @extend_schema(tags=["catalogue"], responses=TariffSerializer(many=True), operation_id="prices_list")
    def get(self, request: Request) -> Response:
        return Response(TariffSerializer(tariffs_on(timezone.localdate()), many=True).data)


class PriceEstimate(APIView):
    """What a volume would come to, line by line, each with its explanation."""

    permission_classes = [AllowAny]

    @extend_schema(tags=["catalogue"], parameters=ASKED, responses=RatingSerializer)
    def get(self, request: Request) -> Response:
        today = timezone.localdate()
        form = EstimateForm(request.query_params, tariffs=tariffs_on(today), today=today)
        if not form.is_valid():
            raise ValidationError(form.errors)
        return Response(RatingSerializer(form.rating).data)


@extend_schema_view(
    get=extend_schema(tags=["bills"], parameters=[OpenApiParameter("account", str, description="its number")])
)
class Bills(ListAPIView):
    """The bills you may see and how each stands today, the latest made first; `account` narrows them to one."""

    queryset = Bill.objects.none()
    serializer_class = BillSerializer
    filter_backends = []

    def get_queryset(self) -> QuerySet[Bill]:
        rows = bills_visible_to(self.request.user).select_related("gas_account")
        account = self.request.query_params.get("account")
        return rows.filter(gas_account__number=account) if account else rows

    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        rows = standing_bills(page, timezone.localdate())
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)


class OneBill(GenericAPIView):
    """A bill with every line explained, as facts and in words, and how it stands today."""

    serializer_class = WholeBillSerializer

    @extend_schema(tags=["bills"])
    def get(self, request: Request, number: str) -> Response:
        row, now = get_bill(request.user, number), timezone.now()
        whole = explained(row, timezone.localdate(now))
        state = state_of(whole.standing, timezone.localdate(now))
        facts = {"bill": row, "standing": whole.standing, "state": state, "whole": whole, "told": told(whole, now)}
        return Response(WholeBillSerializer(facts).data)


class BillingRules(APIView):
    """What happens with a bill that is disputed, late or not paid, as it holds today."""

    permission_classes = [AllowAny]

    @extend_schema(tags=["catalogue"], responses=BillingRulesSerializer)
    def get(self, request: Request) -> Response:
        today = timezone.localdate()
        rules = {"late": late_charge_rule_on(today)} | vars(rules_of_bills(today))
        return Response(BillingRulesSerializer(rules).data)
