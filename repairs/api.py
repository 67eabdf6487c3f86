"""Asking for a repair through the API, and reading what is done and charged for it."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from gasservice.cases.access import get_case
from gasservice.cases.actions.filing import Filed
from gasservice.cases.api.filing import FilingView
from gasservice.registry.models import FeeCharge
from gasservice.standards.queries import parts_on
from gasservice.standards.terms import Door
from repairs.access import charges_read_by, orders_of
from repairs.actions.faults import open_fault
from repairs.models import WorkOrder
from repairs.queries.orders import with_work
from repairs.queries.work_in_full import orders_in_full
from repairs.serializers.faults import PartSerializer, RepairReceiptSerializer, RepairSerializer
from repairs.serializers.work import ChargeSerializer, WorkOrderSerializer


@extend_schema_view(post=extend_schema(tags=["filing"], responses={201: RepairReceiptSerializer}))
class FileRepair(FilingView):
    """Ask for a repair, for pipes or for a connection; nobody need sign in. A leak is told on the telephone."""

    door = Door.REPAIRS
    serializer_class = RepairSerializer
    receipt_class = RepairReceiptSerializer

    def file(self, **said) -> Filed:
        return open_fault(**said)


class Parts(APIView):
    """Whose each part of the pipe is, who pays for its repair and what it costs today."""

    permission_classes = [AllowAny]

    @extend_schema(tags=["catalogue"], responses=PartSerializer(many=True), operation_id="parts_list")
    def get(self, request: Request) -> Response:
        return Response(PartSerializer(parts_on(timezone.localdate()), many=True).data)


@extend_schema(tags=["work"])
class WorkOfCase(ListAPIView):
    """The work orders of a case you may see, the latest first: when we come, what was done, what it costs."""

    queryset = WorkOrder.objects.none()
    serializer_class = WorkOrderSerializer
    paged_by = "-opened_at"

    def list(self, request: Request, reference: str) -> Response:
        case = get_case(request.user, reference)
        page = self.paginate_queryset(with_work(orders_of(case)))
        return self.get_paginated_response(self.get_serializer(orders_in_full(case, page), many=True).data)


@extend_schema(tags=["work"])
class ChargesOfCase(ListAPIView):
    """What was charged on a case you may see, the latest first, each with its receipt."""

    queryset = FeeCharge.objects.none()
    serializer_class = ChargeSerializer
    paged_by = "-charged_at"

    def list(self, request: Request, reference: str) -> Response:
        case = get_case(request.user, reference)
        page = self.paginate_queryset(charges_read_by(request.user, case).select_related("fee"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)
