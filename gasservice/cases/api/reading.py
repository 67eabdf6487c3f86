"""Cases one may see, and a case for whoever has its code."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.cache import patch_cache_control
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from gasservice.cases.access import get_case, get_tracked_case, visible_to
from gasservice.cases.filters import CaseFilter
from gasservice.cases.models import Case
from gasservice.cases.queries.lists import SHOWN_WITH
from gasservice.cases.serializers.reading import (
    CaseSerializer,
    CustomerCaseSerializer,
    DeskCaseSerializer,
    TrackedCaseSerializer,
)
from gasservice.web.throttles import TrackingThrottle, UserThrottle, VisitorThrottle

CODE_HEADER = "X-Case-Code"


@extend_schema(tags=["cases"])
class Cases(ListAPIView):
    """The cases you may see, the latest first: a customer's own, or those of the desk."""

    queryset = Case.objects.none()
    serializer_class = CaseSerializer
    filterset_class = CaseFilter
    paged_by = "-opened_at"

    def get_queryset(self) -> QuerySet[Case]:
        return visible_to(self.request.user).select_related(*SHOWN_WITH)


class OneCase(GenericAPIView):
    """A whole case with its promises and its story; the desk reads the full story, its customer the public one."""

    @extend_schema(
        tags=["cases"],
        responses=PolymorphicProxySerializer(
            "WholeCase", [DeskCaseSerializer, CustomerCaseSerializer], resource_type_field_name=None
        ),
    )
    def get(self, request: Request, reference: str) -> Response:
        case = get_case(request.user, reference)
        shape = DeskCaseSerializer if request.user.works_here else CustomerCaseSerializer
        return Response(shape(case, context={"request": request, "at": timezone.now()}).data)


class TrackedCase(GenericAPIView):
    """A whole case for whoever has its number and its code; nobody need sign in."""

    serializer_class = TrackedCaseSerializer
    permission_classes = [AllowAny]
    throttle_classes = [VisitorThrottle, UserThrottle, TrackingThrottle]

    @extend_schema(
        tags=["cases"],
        parameters=[OpenApiParameter(CODE_HEADER, str, OpenApiParameter.HEADER, required=True)],
    )
    def get(self, request: Request, reference: str) -> Response:
        case = get_tracked_case(reference, request.headers.get(CODE_HEADER, ""))
        response = Response(TrackedCaseSerializer(case, context={"request": request, "at": timezone.now()}).data)
        patch_cache_control(response, no_store=True, private=True)
        return response
