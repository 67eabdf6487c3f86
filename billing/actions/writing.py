"""Writing bills down, some thousand at a time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db.backends.utils import CursorWrapper

from billing.drafting import Draft, DraftLine
from billing.models import Bill, BillStretch
from gasservice.web.copying import copy_rows, new_keys

BILL = (
    "id, number, gas_account_id, tenure_id, source, since, until, issued_on, due_on, volume_m3, is_estimated, amount,"
    " adjusted, paid, late_paid, rated_amount, doubts, digest, made_at, released_at, release_note, withdrawn_because"
)
STRETCH = "id, bill_id, meter_id, since, until, start_index, end_index, is_estimated"
LINE = (
    "bill_id, position, kind, amount, stretch_id, tariff_id, number, since, until, above_m3, upto_m3, used_m3,"
    " volume_m3, price, fee_charge_id"
)
# The fact by which a customer claims an account.
LAST_BILL = """
UPDATE registry_gasaccount account SET last_bill_amount = bill.amount, last_bill_on = bill.issued_on
FROM (SELECT DISTINCT ON (gas_account_id) gas_account_id, amount, issued_on FROM billing_bill
      WHERE id = ANY(%s) AND released_at IS NOT NULL ORDER BY gas_account_id, issued_on DESC, id DESC) AS bill
WHERE account.id = bill.gas_account_id AND (account.last_bill_on IS NULL OR account.last_bill_on <= bill.issued_on)
"""
# An estimate makes room in the books for the bill that replaces it.
TAKE_BACK = """
UPDATE billing_bill estimate SET taken_back_by_id = taken.by_id
FROM unnest(%s::bigint[], %s::bigint[]) AS taken(id, by_id) WHERE estimate.id = taken.id
"""
TariffKeys = Mapping[tuple[str, date], int]


def write_bills(cursor: CursorWrapper, drafts: Sequence[Draft], tariffs: TariffKeys, at: datetime) -> list[int]:
    """Copy bills with their stretches and lines, and give their keys; those without a doubt are released at once.

    `tariffs` are the keys of the versions by code and first day. Raises IntegrityError for gas billed twice.
    """
    keys = new_keys(cursor, Bill, len(drafts))
    bills = list(zip(keys, drafts, strict=True))
    stretch_keys = iter(new_keys(cursor, BillStretch, sum(len(draft.measured) for draft in drafts)))
    places = {key: [next(stretch_keys) for _one in draft.measured] for key, draft in bills}
    taken = [(estimate, key) for key, draft in bills for estimate in draft.takes_back]
    if taken:
        cursor.execute(TAKE_BACK, [list(ids) for ids in zip(*taken, strict=True)])
    copy_rows(cursor, "billing_bill", BILL, (bill_row(key, draft, at) for key, draft in bills))
    copy_rows(cursor, "billing_billstretch", STRETCH, stretch_rows(bills, places))
    copy_rows(cursor, "billing_billline", LINE, line_rows(bills, places, tariffs))
    cursor.execute(LAST_BILL, [keys])
    return keys


def bill_row(key: int, draft: Draft, at: datetime) -> tuple:
    number = draft.number or f"B{draft.issued_on:%y%m}-{key:08}"
    amounts = (draft.volume_m3, draft.is_estimated, draft.amount, 0, 0, 0, draft.rated_amount)
    doubts = "{" + ",".join(draft.doubts) + "}"
    days = (draft.since, draft.until, draft.issued_on, draft.due_on)
    whose = (key, number, draft.account.pk, draft.tenure, draft.source)
    return (*whose, *days, *amounts, doubts, draft.digest, at, None if draft.doubts else at, "", "")


def stretch_rows(bills: Sequence[tuple[int, Draft]], places: Mapping[int, list[int]]) -> Iterator[tuple]:
    for key, draft in bills:
        for pk, one in zip(places[key], draft.measured, strict=True):
            stretch = one.stretch
            indices = (stretch.start_index, stretch.end_index, stretch.is_estimated)
            yield pk, key, one.meter, stretch.since, stretch.until, *indices


def line_rows(
    bills: Sequence[tuple[int, Draft]], places: Mapping[int, list[int]], tariffs: TariffKeys
) -> Iterator[tuple]:
    for key, draft in bills:
        for position, line in enumerate(draft.lines, 1):
            stretch = places[key][line.measured] if line.measured is not None else None
            yield key, position, line.kind, line.amount, stretch, *explained(draft, line, tariffs), line.fee_charge


def explained(draft: Draft, line: DraftLine, tariffs: TariffKeys) -> tuple:
    """Give what explains a line: all of it where we rated it, else what the ledger said."""
    if line.line is None:
        stretch = draft.measured[line.measured].stretch if line.measured is not None else None
        days = (stretch.since, stretch.until) if stretch else (None, None)
        return None, None, *days, None, None, None, line.volume_m3, line.price
    rated = line.line
    piece, tariff = rated.piece, rated.piece.tariff
    tier = (rated.above_m3, rated.upto_m3, rated.used_m3, rated.volume_m3, rated.price)
    return tariffs[tariff.code, tariff.valid_from], rated.number, piece.since, piece.until, *tier
