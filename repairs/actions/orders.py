"""Work orders: what our people are to do for a case."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from gasservice.cases.models import Case
from gasservice.standards.terms import Purpose
from gasservice.users.models import User
from repairs.models import WorkOrder
from repairs.terms import OPEN_STATUSES, WorkStatus


def open_order(*, case: Case, kind: Purpose, by: User | None, at: datetime, task: str = "") -> WorkOrder:
    """Open a work order on a case; while one of the same kind is open, give that one."""
    open_ones = WorkOrder.objects.filter(case=case, kind=kind, status__in=OPEN_STATUSES)
    try:
        with transaction.atomic():
            return WorkOrder.objects.create(
                reference=new_order_number(at), case=case, kind=kind, task=task, opened_by=by, opened_at=at
            )
    except IntegrityError:
        if existing := open_ones.first():
            return existing
        raise


def new_order_number(at: datetime) -> str:
    """Draw an order number: the day and six digits; the database refuses one that exists."""
    return f"W{timezone.localdate(at):%y%m%d}-{secrets.randbelow(10**6):06}"


def close_order(*, case: Case, kind: Purpose, at: datetime) -> bool:
    """Note that the open order of a kind on a case is done, with or without a visit; say whether there was one."""
    open_ones = WorkOrder.objects.filter(case=case, kind=kind, status__in=OPEN_STATUSES)
    return bool(open_ones.update(status=WorkStatus.DONE, done_at=at))
