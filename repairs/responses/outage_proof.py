"""The proof of notice: who was told what, when, by which channel and in which version, as a streamed table."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone

from gasservice.notices.models import Delivery
from gasservice.notices.terms import Channel
from gasservice.registry.models import Interruption
from gasservice.web.sheets import SHEET_MARK, sheet_safe

COLUMNS = (
    "outage",
    "version",
    "stage",
    "channel",
    "recipient",
    "address",
    "place_code",
    "place",
    "language",
    "state",
    "told_at",
    "sent_at",
    "read_at",
    "attempts",
    "failure",
    "hung_by",
)
MASK = "***"
CHUNK = 2000


class Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def proof_response(outage: Interruption, deliveries: QuerySet[Delivery], *, is_open: bool) -> StreamingHttpResponse:
    """Stream a line for each delivery; personal addresses are masked unless `is_open`."""
    response = StreamingHttpResponse(lines_of(outage, deliveries, is_open), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="proof-{outage.reference}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def lines_of(outage: Interruption, deliveries: QuerySet[Delivery], is_open: bool) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield SHEET_MARK + writer.writerow(COLUMNS)
    for delivery in deliveries.iterator(chunk_size=CHUNK):
        yield writer.writerow(sheet_safe(row_of(outage, delivery, is_open)))


def row_of(outage: Interruption, delivery: Delivery, is_open: bool) -> list[object]:
    _outage, _pk, version, stage = delivery.notice.key.split(":")
    told = Told.seen(delivery, is_open)
    return [
        outage.reference,
        version,
        stage,
        delivery.channel,
        told.recipient,
        told.address,
        told.place_code,
        told.place,
        delivery.language,
        delivery.state,
        *map(written, (delivery.notice.created_at, delivery.sent_at, delivery.read_at)),
        delivery.attempts,
        told.failure,
        delivery.hung_by.name if delivery.hung_by else "",
    ]


@dataclass(frozen=True)
class Told:
    """Whom and where a delivery reached, as far as the reader may know."""

    recipient: str
    address: str
    place_code: str
    place: str
    failure: str

    @classmethod
    def seen(cls, delivery: Delivery, is_open: bool) -> "Told":
        user, place, address = delivery.user, delivery.premise, delivery.address
        if is_open:
            where = (place.code, place.address) if place else ("", "")
            return cls(user.name if user else "", address, *where, delivery.failure)
        where = f"{place.community.name} {place.building}".strip() if place else ""
        return cls("", masked(delivery.channel, address), "", where, MASK if delivery.failure else "")


def masked(channel: str, address: str) -> str:
    """Leave of an address what tells one from another on a list, and not whose it is."""
    if channel == Channel.EMAIL:
        name, _at, host = address.partition("@")
        return f"{name[:1]}{MASK}@{host}"
    if channel == Channel.SMS:
        return f"{MASK}{address[-4:]}"
    return MASK


def written(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""
