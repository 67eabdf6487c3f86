"""Bills and payments that other programs bring through the API."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ValidationError
from rest_framework.settings import api_settings

from billing.access import answers_for_money, is_at_desk
from billing.actions.importing import take_bills
from billing.actions.payments import take_payment
from billing.ledger_serializers import (
    BillRowsSerializer,
    PaymentSerializer,
    TakenBillsSerializer,
    TakenPaymentSerializer,
)
from billing.sheets import BILLS
from gasservice.registry.actions.importing import ImportRefused
from gasservice.registry.sheets import Fault, Row, header_faults, row_of
from gasservice.web.idempotency import once_per_key

ROWS = "rows"
WHOLE_ROW = "–"  # where a fault is of no column


class TakesMoney(BasePermission):
    """The desk, and programs with a token of somebody there."""

    def has_permission(self, request: Request, view) -> bool:
        return is_at_desk(request.user)


class AnswersForMoney(BasePermission):
    """Supervisors, and programs with a token of one."""

    def has_permission(self, request: Request, view) -> bool:
        return answers_for_money(request.user)


class Payments(GenericAPIView):
    """Take a payment in; told twice it is one (201 first, 200 again), and another under its reference is refused."""

    serializer_class = PaymentSerializer
    permission_classes = [IsAuthenticated, TakesMoney]

    @extend_schema(tags=["billing"], responses={201: TakenPaymentSerializer, 200: TakenPaymentSerializer})
    @once_per_key
    def post(self, request: Request) -> Response:
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        payment, is_new = take_payment(**said.validated_data, by=request.user, at=timezone.now())
        return Response(TakenPaymentSerializer(payment).data, status=201 if is_new else 200)


class LedgerBills(GenericAPIView):
    """Take bills over from the ledger, all that is sent or nothing; a bill that is known is passed over."""

    serializer_class = BillRowsSerializer
    permission_classes = [IsAuthenticated, AnswersForMoney]

    @extend_schema(tags=["billing"], responses={201: TakenBillsSerializer, 200: TakenBillsSerializer})
    @once_per_key
    def post(self, request: Request) -> Response:
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        try:
            taken = take_bills(rows=bill_rows(said.validated_data["rows"]), file=ROWS, at=timezone.now())
        except ImportRefused as refusal:
            raise ValidationError({ROWS: errors_by_row(refusal.faults)}) from refusal
        return Response(TakenBillsSerializer(taken).data, status=201 if taken.added else 200)


def bill_rows(given: Iterable[dict]) -> Iterator[Row]:
    """Read rows as those of a file are read; their lines count from nought, as pointers into a list do."""
    for line, cells in enumerate(given):
        faults = [fault for fault in header_faults(BILLS, ROWS, list(cells)) if fault.column in cells]
        row = row_of(BILLS, ROWS, line, list(cells), ["" if cell is None else str(cell) for cell in cells.values()])
        yield Row(line, row.values, [*(Fault(ROWS, line, fault.column, fault.reason) for fault in faults), *row.faults])


def errors_by_row(faults: Iterable[Fault]) -> dict[str, dict[str, list[str]]]:
    """Put what is wrong where the problem points to it: into the row, beside the column."""
    errors: dict[str, dict[str, list[str]]] = {}
    for fault in faults:
        column = api_settings.NON_FIELD_ERRORS_KEY if fault.column == WHOLE_ROW else fault.column
        errors.setdefault(str(fault.line), {}).setdefault(column, []).append(fault.reason)
    return errors
