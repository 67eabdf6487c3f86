"""Whether a key account pays later than it used to: days past due against its own median."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone

from billing.models import Bill, Dispute
from gasservice.keyaccounts.evidence import Point, Seen
from gasservice.keyaccounts.signs import register_signs
from gasservice.keyaccounts.spotting import Z_LIMIT, usual
from gasservice.keyaccounts.terms import SignKind
from gasservice.registry.models import GasAccount

LOOKED_BACK, LATELY = timedelta(days=760), timedelta(days=62)
LEAST_BILLS = 6  # fewer show no habit
LEAST_DAYS = 3.0  # whoever always pays on the day is not suspected for a weekend
DRAWN = 12


@register_signs
def payment_signs(accounts: Collection[GasAccount], at: datetime) -> dict[int, list[Seen]]:
    """Give the accounts whose last bill is paid, or waits, much longer past due than their bills before it."""
    today, delays = timezone.localdate(at), defaultdict(list)
    for account, due_on, last_paid_at, is_paid in bills_due(accounts, today, at):
        paid_on = timezone.localdate(last_paid_at) if is_paid and last_paid_at else today
        delays[account].append((due_on, max((paid_on - due_on).days, 0)))
    seen = {account: see_delay(rows) for account, rows in delays.items() if rows[-1][0] > today - LATELY}
    return {account: [sign] for account, sign in seen.items() if sign}


def bills_due(accounts: Collection[GasAccount], today: date, at: datetime) -> Iterable[tuple]:
    """Give the bills that were due, the oldest first, and when they were last paid; disputed ones say nothing."""
    bills = Bill.objects.issued().filter(
        ~Exists(Dispute.objects.filter(bill=OuterRef("pk"))),
        gas_account__in=accounts,
        taken_back_by__isnull=True,
        amount__gt=-F("adjusted"),
        due_on__gt=today - LOOKED_BACK,
        due_on__lte=today,
    )
    last = Max("shares__payment__paid_at", filter=Q(shares__is_late_charge=False, shares__payment__paid_at__lte=at))
    rows = bills.order_by("gas_account", "due_on", "pk").annotate(last_paid_at=last)
    return rows.values_list("gas_account", "due_on", "last_paid_at", Q(paid__gte=F("amount") + F("adjusted")))


def see_delay(rows: list[tuple[date, int]]) -> Seen | None:
    """See a last bill that comes later than the habit of the others allows (robust z)."""
    (due_on, days), habit = rows[-1], [days for _due_on, days in rows[:-1]]
    if len(habit) < LEAST_BILLS:
        return None
    middle, scale = usual(habit, LEAST_DAYS)
    limit = middle + Z_LIMIT * scale
    if days <= limit:
        return None
    points = tuple(Point(due, late, middle, limit) for due, late in rows[-DRAWN:])
    return Seen(SignKind.PAYMENT, due_on, (days - middle) / scale / Z_LIMIT, days, middle, limit, points)
