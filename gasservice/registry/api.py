"""Outages in the API."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny

from gasservice.registry.models import Interruption
from gasservice.registry.queries import outages_published
from gasservice.registry.serializers import OutageSerializer


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
