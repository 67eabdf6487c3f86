"""What is taken to have been used where nobody read the meter."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from billing.drafting import Account, Measured
from billing.queries.accounts import asked
from billing.rating import CUBIC_METRE, Stretch, rounded
from gasservice.registry.models import Meter

BILLS_COUNTED = 3
A_DAY_OF = """
SELECT asked.id, sum(bill.volume_m3) / sum(bill.until - bill.since)
FROM unnest(%(accounts)s::bigint[]) AS asked(id)
CROSS JOIN LATERAL (
    SELECT volume_m3, since, until FROM billing_bill
    WHERE gas_account_id = asked.id AND since IS NOT NULL AND NOT is_estimated AND withdrawn_at IS NULL
    ORDER BY issued_on DESC, id DESC LIMIT %(count)s
) AS bill
GROUP BY asked.id
"""


def estimates_of(accounts: Sequence[Account], until: date) -> dict[int, list[Measured]]:
    """Estimate what accounts used since their last bill: what the last three came to, day by day, by their keys.

    Without a bill there is nothing to go by, and nobody is estimated.
    """
    billed = {one.pk: one for one in accounts if one.billed_until and one.billed_until < until}
    a_day = dict(asked(A_DAY_OF, accounts=list(billed), count=BILLS_COUNTED)) if billed else {}
    points = {billed[pk].service_point: pk for pk in a_day}
    meters = Meter.objects.filter(service_point__in=list(points), removed_on__isnull=True)
    return {
        points[meter.service_point_id]: [Measured(meter.pk, guess)]
        for meter in meters
        if (guess := estimated(billed[points[meter.service_point_id]], meter, until, a_day))
    }


def estimated(account: Account, meter: Meter, until: date, a_day: dict[int, Decimal]) -> Stretch | None:
    """Estimate a stretch in whole cubic metres; none where the meter was never billed, so that its index is unknown."""
    start = account.guessed_ends.get(meter.pk, account.ends.get(meter.pk))
    if start is None:
        return None
    volume = rounded(a_day[account.pk] * (until - account.billed_until).days, CUBIC_METRE)
    end = (start + volume) % Decimal(10**meter.digits)
    return Stretch(account.billed_until, until, start, end, meter.serial, meter.digits, is_estimated=True)
