"""The catalogue in the API: services, kinds of case and what we promise."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from gasservice.standards.filters import KindFilter, ServiceFilter
from gasservice.standards.models import CaseKind, ServiceItem
from gasservice.standards.queries import kinds_published, promises_by_door, service_page, services_published
from gasservice.standards.serializers import (
    KindSerializer,
    PublishedPromiseSerializer,
    ServicePageSerializer,
    ServiceSerializer,
)


@extend_schema(tags=["catalogue"])
class Services(ListAPIView):
    """The published services."""

    queryset = ServiceItem.objects.none()
    serializer_class = ServiceSerializer
    filterset_class = ServiceFilter
    permission_classes = [AllowAny]
    pagination_class = None

    def get_queryset(self) -> QuerySet[ServiceItem]:
        return services_published(timezone.localdate())


class OneService(GenericAPIView):
    """Everything about one service: who may ask, steps, papers, fees, and what we promise."""

    serializer_class = ServicePageSerializer
    permission_classes = [AllowAny]

    @extend_schema(tags=["catalogue"])
    def get(self, request: Request, code: str) -> Response:
        page = service_page(code, timezone.localdate())
        if page is None:
            raise Http404
        return Response(self.get_serializer(page).data)


@extend_schema(tags=["catalogue"])
class Kinds(ListAPIView):
    """What a case may be about, door by door."""

    queryset = CaseKind.objects.none()
    serializer_class = KindSerializer
    filterset_class = KindFilter
    permission_classes = [AllowAny]
    pagination_class = None

    def get_queryset(self) -> QuerySet[CaseKind]:
        return kinds_published(timezone.localdate())


class Promises(APIView):
    """Every promise that holds today, with its earlier and coming versions."""

    permission_classes = [AllowAny]

    @extend_schema(tags=["catalogue"], responses=PublishedPromiseSerializer(many=True), operation_id="standards_list")
    def get(self, request: Request) -> Response:
        rows = [
            promise
            for door in promises_by_door(timezone.localdate())
            for promises in door.standards.values()
            for promise in promises
        ]
        return Response(PublishedPromiseSerializer(rows, many=True).data)
