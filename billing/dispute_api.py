"""Disputing lines of a bill, and what came of it, through the API."""

from uuid import uuid4

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from billing.access import get_bill_to_dispute
from billing.actions.disputes import open_dispute
from billing.disputing import DisputedPart
from billing.particulars.disputes import own_facts
from billing.serializers import DisputeSerializer, DisputeToOpenSerializer
from gasservice.cases.access import get_case
from gasservice.cases.serializers.filing import ReceiptSerializer
from gasservice.cases.terms import ChannelIn
from gasservice.standards.leaks import reads_like_leak
from gasservice.standards.terms import Priority
from gasservice.web.idempotency import once_per_key


class Disputes(GenericAPIView):
    """Dispute lines of a bill: a case is opened and their amount stands still; for its holder, or the desk for them."""

    serializer_class = DisputeToOpenSerializer

    @extend_schema(tags=["bills"], responses={201: ReceiptSerializer})
    @once_per_key
    def post(self, request: Request, number: str) -> Response:
        bill, said = get_bill_to_dispute(request.user, number), self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        words = said.validated_data["words"]
        smells = {"priority": Priority.EMERGENCY} if reads_like_leak(words) else {}
        filed = open_dispute(
            bill=bill,
            lines=[DisputedPart(**line) for line in said.validated_data["lines"]],
            words=words,
            by=request.user,
            at=timezone.now(),
            submission=uuid4(),
            channel=ChannelIn.API,
            **smells,
        )
        where = {"Location": reverse("api-case", args=[filed.case.reference])}
        return Response(ReceiptSerializer(filed).data, status=201, headers=where)


class DisputeOfCase(GenericAPIView):
    """What a case disputes of a bill, for whoever may read the case."""

    serializer_class = DisputeSerializer

    @extend_schema(tags=["bills"])
    def get(self, request: Request, reference: str) -> Response:
        case = get_case(request.user, reference)
        facts = own_facts([case.pk]).get(case.pk)
        if facts is None:
            raise Http404
        where = request.build_absolute_uri(reverse("decision-letter", args=[case.reference]))
        return Response(DisputeSerializer(facts | {"letter": where if facts["verdict"] else None}).data)
