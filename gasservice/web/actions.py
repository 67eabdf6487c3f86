"""What changes the plumbing's rows."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext_lazy as _

from gasservice.web.models import Heartbeat, IdempotencyKey
from gasservice.web.refusals import Refusal

KEYS_LAST = timedelta(hours=24)


class SentTwiceAtOnce(Refusal):
    """The same request is being answered at this moment."""


class KeyUsedForAnother(Refusal):
    """The key belongs to a request that said something else."""

    status_code = 422


def record_heartbeat(*, name: str, at: datetime) -> None:
    """Note that `name` is alive."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, at=at)], update_conflicts=True, unique_fields=["name"], update_fields=["at"]
    )


def forget_idempotency_keys(*, at: datetime) -> int:
    """Forget requests that nobody will repeat any more; give how many."""
    return IdempotencyKey.objects.filter(created_at__lt=at - KEYS_LAST).delete()[0]


def claim_key(*, scope: str, key: str, request_hash: str, at: datetime) -> IdempotencyKey:
    """Give the row of a request, new or with the answer it had; it stays claimed until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"{scope} {key}"])
        if not cursor.fetchone()[0]:
            raise SentTwiceAtOnce(_("This very request is being answered just now. Send it again in a moment."))
    facts = {"request_hash": request_hash, "created_at": at}
    row, _is_new = IdempotencyKey.objects.get_or_create(scope=scope, key=key, defaults=facts)
    if row.request_hash != request_hash:
        raise KeyUsedForAnother(_("This idempotency key was sent with another request. Take a new one."))
    return row


def keep_answer(*, row: IdempotencyKey, status: int, body: str, location: str) -> IdempotencyKey:
    row.response_status, row.response_body, row.response_location = status, body, location
    row.save(update_fields=["response_status", "response_body", "response_location"])
    return row
