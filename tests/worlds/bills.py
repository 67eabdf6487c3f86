"""Bills in the world: a reading, bills and what was paid of them, one that waits, fees, and redress."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

HEAD = "bill,account,issued_on,due_on,kind,meter,since,until,start_index,end_index,volume_m3,price,fee,amount\n"


def build(people: dict, names: dict, now: datetime) -> dict:
    """Add rows, and give what stands in addresses by name; `people` are users by role, `names` what stands so far."""
    from billing.actions.making import Run, make_bills
    from billing.actions.payments import take_payment
    from billing.actions.readings import send_reading
    from billing.models import Bill, SelfReading
    from gasservice.registry.models import GasAccount
    from tests.files.pictures import picture, upload

    account, today = GasAccount.objects.get(number=names["account"]), now.date()
    days = {"issued_on": today - timedelta(days=60), "due_on": today - timedelta(days=40)}
    make_bills(run=Run(today - timedelta(days=124), today - timedelta(days=60), **days), at=now - timedelta(days=60))
    bill = Bill.objects.get()
    facts = {"account": account, "amount": Decimal(20), "method": "app", "paid_at": now - timedelta(days=45), "at": now}
    payment, _is_new = take_payment(reference="WX-1", **facts)
    import_waiting(bill.until, today)
    row = send_reading(account=account, index_m3=Decimal(990), photo=upload(picture()), by=people["owner"], at=now)
    SelfReading.objects.filter(pk=row.pk).update(doubt="too_high")
    held = Bill.objects.held_back().get()
    shown = {"self_reading": row.pk, "bill": bill.number, "held_bill": held.number, "payment": payment.reference}
    return shown | build_money(account, people, names, now)


def import_waiting(since: date, today: date) -> None:
    """Take a bill over whose amount is not what its readings come to, and that begins with another index."""
    from billing.actions.importing import import_bills
    from gasservice.registry.access import midnight

    until = since + timedelta(days=31)
    row = f"L1,1000001,{until},{today},gas,M1,{since},{until},850,880,30,2.5,,75.00\n"
    with TemporaryDirectory() as folder:
        file = Path(folder) / "bills.csv"
        file.write_text(HEAD + row, encoding="utf-8")
        import_bills(path=file, at=midnight(today))


def build_money(account, people: dict, names: dict, now: datetime) -> dict:
    """A fee that was billed and paid in part at the counter, one that nobody can be billed for, and redress."""
    from uuid import uuid4

    from billing.actions.fee_bills import bill_fees
    from billing.actions.payments import take_at_counter
    from gasservice.cases.models import Case, Redress
    from gasservice.registry.actions.charges import charge_fee, pay_charge
    from gasservice.standards.models import FeeItem
    from tests.registry.conftest import premise_in

    home, fees = account.service_point.premise, FeeItem.objects.valid_on(now.date())
    facts = {"by": people["agent"], "at": now - timedelta(hours=2)}
    charge_fee(premise=home, fee=fees.get(code="hose"), gas_account=account, **facts)
    once = charge_fee(premise=home, fee=fees.get(code="indoor-pipe-existing-home"), gas_account=account, **facts)
    pay_charge(charge=once, payment_reference="POS-1", at=now - timedelta(hours=1))
    charge_fee(premise=premise_in(home.community, "77", "1", "101"), fee=fees.get(code="hose"), **facts)
    bill_fees(at=now)
    paid = {"account": account, "amount": Decimal(10), "method": "counter", "reference": "", "bill": None}
    take_at_counter(**paid, submission=uuid4(), by=people["agent"], at=now)
    called = Case.objects.get(reference=names["called"])
    promise = called.commitments.filter(policy__isnull=False).first()
    redress = Redress.objects.create(commitment=promise, case=called, amount=Decimal(20), owed_at=now)
    return {"redress": redress.pk}
