"""Outages in the API, and readings that come in by it."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from gasservice.registry.access import acts_on_premises
from gasservice.registry.actions.importing import ImportRefused
from gasservice.registry.actions.later_readings import take_readings
from gasservice.registry.models import Interruption
from gasservice.registry.queries import outages_published
from gasservice.registry.serializers import LaterReadingsSerializer, OutageSerializer, ReadingsTakenSerializer
from gasservice.web.idempotency import once_per_key


@extend_schema(tags=["outages"])
class Outages(ListAPIView):
    """The published outages that are not over, the nearest first; empty where gas flows everywhere."""

    queryset = Interruption.objects.none()
    serializer_class = OutageSerializer
    permission_classes = [AllowAny]
    pagination_class = None
    filter_backends = []

    def get_queryset(self) -> QuerySet[Interruption]:
        return outages_published(timezone.now())


class LaterReadings(GenericAPIView):
    """Take in what readers and remote meters showed, up to a thousand at once: all of them or none."""

    serializer_class = LaterReadingsSerializer

    @extend_schema(tags=["readings"], responses=ReadingsTakenSerializer)
    @once_per_key
    def post(self, request: Request) -> Response:
        if not acts_on_premises(request.user):
            raise PermissionDenied(_("Only our staff send readings of other people’s meters."))
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        try:
            taken = take_readings(rows=said.rows(), file="readings", by=request.user, at=timezone.now())
        except ImportRefused as refusal:
            wrong = {str(fault.line): {fault.column: [fault.reason]} for fault in reversed(refusal.faults)}
            raise ValidationError({"readings": wrong}) from refusal
        return Response(ReadingsTakenSerializer(taken).data)
