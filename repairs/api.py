"""Asking for a repair through the API."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from gasservice.cases.actions.filing import Filed
from gasservice.cases.api.filing import FilingView
from gasservice.standards.queries import parts_on
from gasservice.standards.terms import Door
from repairs.actions.faults import open_fault
from repairs.serializers import PartSerializer, RepairReceiptSerializer, RepairSerializer


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
