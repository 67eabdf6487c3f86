"""Whether this process could serve people right now, and if not, what is missing."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from celery import current_app
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from gasservice.web.models import Heartbeat

BEAT = "beat"
BEAT_MAY_BE_SILENT = timedelta(minutes=3)

log = logging.getLogger(__name__)


def missing_parts(at: datetime) -> dict[str, str]:
    """Say of each part "ok", or what is wrong with it; nothing is told that a stranger should not read."""
    return {name: _verdict(name, check, at) for name, check in CHECKS.items()}


def _verdict(name: str, check: Callable[[datetime], str], at: datetime) -> str:
    try:
        return check(at)
    except (DatabaseError, OSError):
        log.warning("not ready: %s", name, exc_info=True)
        return "unreachable"


def _database(at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _broker(at: datetime) -> str:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2, errback=lambda error, wait: None)
    return "ok"


def _migrations(at: datetime) -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(plan)} to apply" if plan else "ok"


def _beat(at: datetime) -> str:
    seen_at = Heartbeat.objects.filter(name=BEAT).values_list("at", flat=True).first()
    if seen_at is None:
        return "never seen"
    return "ok" if at - seen_at <= BEAT_MAY_BE_SILENT else f"silent since {seen_at.isoformat(timespec='seconds')}"


CHECKS = {"database": _database, "migrations": _migrations, "broker": _broker, "beat": _beat}
