"""Filing through a door; each door has an address of its own and says here what is its own."""

from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from gasservice.cases.actions.filing import Filed, open_case
from gasservice.cases.following import who
from gasservice.cases.serializers.filing import FilingSerializer, ReceiptSerializer
from gasservice.cases.terms import ChannelIn
from gasservice.standards.terms import Door
from gasservice.web.idempotency import once_per_key
from gasservice.web.throttles import FilingThrottle, UserThrottle, VisitorThrottle


class FilingView(GenericAPIView):
    """File a case; nobody need sign in."""

    serializer_class = FilingSerializer
    receipt_class = ReceiptSerializer
    permission_classes = [AllowAny]
    throttle_classes = [VisitorThrottle, UserThrottle, FilingThrottle]
    door: Door

    def file(self, **said) -> Filed:
        """Open the case; a door with more to keep does it here."""
        return open_case(**said)

    @extend_schema(tags=["filing"], responses={201: ReceiptSerializer})
    @once_per_key
    def post(self, request: Request) -> Response:
        now, user = timezone.now(), who(request)
        context = self.get_serializer_context() | {"door": self.door, "day": timezone.localdate(now)}
        said = self.get_serializer(data=request.data, context=context)
        said.is_valid(raise_exception=True)
        filed = self.file(by=user, at=now, channel=ChannelIn.API, **said.facts(user))
        where = reverse("api-case" if user else "api-tracked-case", args=[filed.case.reference])
        response = Response(self.receipt_class(filed).data, status=201, headers={"Location": where})
        patch_cache_control(response, no_store=True, private=True)
        return response
