"""What may be done to a case; each act is a noun with an address of its own."""

from collections.abc import Callable
from functools import partial

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from gasservice.cases.access import get_case
from gasservice.cases.actions.customer import withdraw_case
from gasservice.cases.actions.filing import Filed
from gasservice.cases.actions.handing import assign_case, hand_over_case, transfer_case
from gasservice.cases.actions.leaks import customer_reopens, customer_tells
from gasservice.cases.actions.work import (
    close_case,
    hold_case,
    note_internally,
    reopen_case,
    reply_to_customer,
    resolve_case,
    resume_case,
    take_case,
)
from gasservice.cases.models import Case
from gasservice.cases.queries.lists import SHOWN_WITH
from gasservice.cases.serializers.acts import (
    AssignmentSerializer,
    HandoverSerializer,
    HoldSerializer,
    MessageToSendSerializer,
    NothingSerializer,
    ReopeningSerializer,
    ResolutionToWriteSerializer,
    TransferSerializer,
    WordsSerializer,
)
from gasservice.cases.serializers.reading import CaseSerializer, CaseWithEmergencySerializer
from gasservice.cases.terms import Act, ChannelIn
from gasservice.users.models import User
from gasservice.web.idempotency import once_per_key


class ActView(GenericAPIView):
    """Do one act to a case; the answer is the case as it stands then."""

    serializer_class = NothingSerializer
    act: Act
    do: Callable

    def act_of(self, user: User) -> Act:
        return self.act

    def action_of(self, user: User) -> Callable:
        return self.do

    @extend_schema(tags=["acts"], responses=CaseSerializer)
    @once_per_key
    def post(self, request: Request, reference: str) -> Response:
        user = request.user
        case = get_case(user, reference, to=self.act_of(user))
        context = self.get_serializer_context() | {"case": case, "day": timezone.localdate()}
        said = self.get_serializer(data=request.data, context=context)
        said.is_valid(raise_exception=True)
        done = self.action_of(user)(case=case, by=user, at=timezone.now(), **said.validated_data)
        after = Case.objects.select_related(*SHOWN_WITH).get(pk=case.pk)
        return Response(self.serialized(after, done))

    def serialized(self, case: Case, done: object) -> dict:
        return CaseSerializer(case, context={"request": self.request}).data


@extend_schema_view(post=extend_schema(tags=["acts"], responses=CaseWithEmergencySerializer))
class ActInTheirWords(ActView):
    """Do what the customer says in their own words; words that read like a gas leak open an emergency of its own."""

    def serialized(self, case: Case, done: object) -> dict:
        emergency = done if isinstance(done, Filed) else None
        return CaseWithEmergencySerializer(case, context={"request": self.request, "emergency": emergency}).data


class Taking(ActView):
    """Take a case that nobody has."""

    act = Act.TAKE
    do = staticmethod(take_case)


class Assignment(ActView):
    """Give a case to somebody of its team."""

    act = Act.ASSIGN
    do = staticmethod(assign_case)
    serializer_class = AssignmentSerializer


class Holding(ActView):
    """Let a case wait; only waiting for the customer or for access stops its clocks."""

    act = Act.HOLD
    do = staticmethod(hold_case)
    serializer_class = HoldSerializer


class Resumption(ActView):
    """Go on with a case that waits."""

    act = Act.RESUME
    do = staticmethod(resume_case)


class Resolving(ActView):
    """Say what was found and done."""

    act = Act.RESOLVE
    do = staticmethod(resolve_case)
    serializer_class = ResolutionToWriteSerializer


class Reopening(ActInTheirWords):
    """Take up a resolved or closed case again; what its customer says about it stands in the story."""

    act = Act.REOPEN
    serializer_class = ReopeningSerializer

    def action_of(self, user: User) -> Callable:
        return reopen_case if user.works_here else partial(customer_reopens, channel=ChannelIn.API)


class Closing(ActView):
    """Close a resolved case; its customer is asked to rate it."""

    act = Act.CLOSE
    do = staticmethod(close_case)


class Handover(ActView):
    """Hand a case to another team or person, and say why."""

    act = Act.HAND_OVER
    do = staticmethod(hand_over_case)
    serializer_class = HandoverSerializer


class Transfer(ActView):
    """Move a case to the kind, and so to the door, that it belongs to."""

    act = Act.TRANSFER
    do = staticmethod(transfer_case)
    serializer_class = TransferSerializer


class Withdrawal(ActView):
    """Take a case back, as its customer."""

    act = Act.WITHDRAW
    do = staticmethod(withdraw_case)


class Notes(ActView):
    """Write a note among ourselves."""

    act = Act.NOTE
    do = staticmethod(note_internally)
    serializer_class = WordsSerializer


class Messages(ActInTheirWords):
    """Write to us, as the customer; or reply, as its owner."""

    serializer_class = MessageToSendSerializer

    def act_of(self, user: User) -> Act:
        return Act.REPLY if user.works_here else Act.WRITE

    def action_of(self, user: User) -> Callable:
        return reply_to_customer if user.works_here else partial(customer_tells, channel=ChannelIn.API)
