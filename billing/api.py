"""Prices, the rules of bills, and asking about bills and meters, through the API."""

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ValidationError
from rest_framework.views import APIView

from billing.forms import EstimateForm
from billing.queries.tariffs import late_charge_rule_on, tariffs_on
from billing.rule_serializers import BillingRulesSerializer
from billing.serializers import RatingSerializer, TariffSerializer
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


class BillingRules(APIView):
    """What happens with a bill that is disputed, late or not paid, as it holds today."""

    permission_classes = [AllowAny]

    @extend_schema(tags=["catalogue"], responses=BillingRulesSerializer)
    def get(self, request: Request) -> Response:
        today = timezone.localdate()
        rules = {"late": late_charge_rule_on(today)} | vars(rules_of_bills(today))
        return Response(BillingRulesSerializer(rules).data)
