"""A bill for each month and home, paid as people pay, and one that does not fit."""

from datetime import date, timedelta

from django.db import connection

from billing.actions.importing import take_bills
from billing.actions.making import Run, make_bills
from billing.models import Bill
from billing.sheets import BILLS
from gasservice.portal.sample.parts import City, register
from gasservice.registry.access import midnight
from gasservice.registry.models import GasAccount, Reading
from gasservice.registry.queries.usage import months_until
from gasservice.registry.sheets import row_of

MONTHS, MONTHS_OF_A_LARGE_CITY = 13, 3
LARGE = 20_000
DOUBTED_HOME = "LJ-0003-1-1-201"
# Of a hundred bills 80 are paid in time, 12 within the grace, 5 late, and of the last two months 3 are not paid yet.
PAY = """
WITH thrown AS (
    SELECT id, number, gas_account_id, amount + adjusted - paid AS amount, issued_on, due_on,
           (id * 48271 %% 2147483647 %% 100)::int AS dice
    FROM billing_bill WHERE released_at IS NOT NULL AND amount + adjusted > paid
), timed AS (
    SELECT *, CASE WHEN dice < 80 THEN issued_on + 2 + dice %% 17 WHEN dice < 92 THEN due_on + 1 + dice %% 6
                   ELSE due_on + 12 + dice * 7 %% 20 END AS paid_on
    FROM thrown WHERE dice < 97 OR due_on < %(today)s::date - 60
), paid AS (
    INSERT INTO billing_payment (reference, gas_account_id, bill_id, amount, shared, method, paid_at, taken_at)
    SELECT 'LJ' || number, gas_account_id, id, amount, amount,
           CASE dice %% 5 WHEN 0 THEN 'bank' WHEN 1 THEN 'counter' ELSE 'app' END,
           (paid_on + time '10:00') AT TIME ZONE 'Asia/Shanghai', (paid_on + time '10:00') AT TIME ZONE 'Asia/Shanghai'
    FROM timed WHERE paid_on < %(today)s
    RETURNING id, bill_id, amount, paid_at
), shared AS (
    INSERT INTO billing_paymentshare (payment_id, bill_id, is_late_charge, amount, at)
    SELECT id, bill_id, false, amount, paid_at FROM paid
)
UPDATE billing_bill bill SET paid = bill.paid + paid.amount FROM paid WHERE bill.id = paid.bill_id
"""

# Bills of months ago are no news.
TOLD = "UPDATE billing_bill SET told_at = released_at WHERE told_at IS NULL"


@register
def bills(city: City) -> None:
    """Make the bills of the last months, each in its time, and let them be paid before the next are made."""
    is_large = GasAccount.objects.count() > LARGE
    for first in months_until(city.today, MONTHS_OF_A_LARGE_CITY if is_large else MONTHS):
        issued_on = first + timedelta(days=2)
        if issued_on >= city.today:
            break
        if first == city.today.replace(day=1):
            doubt_one(first)
        run = Run(first - timedelta(days=40), first, issued_on, issued_on + timedelta(days=20), estimates=True)
        make_bills(run=run, at=midnight(issued_on))
        with connection.cursor() as cursor:
            cursor.execute(PAY, {"today": min(city.today, first + timedelta(days=32))})
            cursor.execute(TOLD)
            cursor.execute("ANALYZE billing_bill, billing_billstretch, billing_billline, billing_payment")


def doubt_one(first: date) -> None:
    """Let the ledger send a bill with two figures swapped: it waits at the desk and its customer never sees it."""
    last = Bill.objects.filter(gas_account__service_point__premise__code=DOUBTED_HOME).order_by("-until").first()
    reading = Reading.objects.filter(
        meter__service_point__premise__code=DOUBTED_HOME, read_at__lt=midnight(first), corrected_by__isnull=True
    ).first()
    if last is None or reading is None or reading.read_at.date() <= last.until:
        return
    start = last.stretches.last().end_index
    cells = {
        "bill": "L0000417",
        "account": last.gas_account.number,
        "issued_on": first + timedelta(days=2),
        "due_on": first + timedelta(days=22),
        "kind": "gas",
        "meter": reading.meter.serial,
        "since": last.until,
        "until": reading.read_at.date(),
        "start_index": start,
        "end_index": reading.index_m3,
        "volume_m3": reading.index_m3 - start,
        "amount": "417.00",
    }
    heading = [column.name for column in BILLS.columns]
    row = row_of(BILLS, "ledger", 2, heading, [str(cells.get(name, "")) for name in heading])
    take_bills(rows=[row], file="ledger", at=midnight(first + timedelta(days=2)))
