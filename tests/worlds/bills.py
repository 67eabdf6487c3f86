"""Bills in the world: a doubtful reading that the owner sent in, fees, a payment at the counter, and redress."""

from datetime import datetime, timedelta
from decimal import Decimal


def build(people: dict, names: dict, now: datetime) -> dict:
    """Add rows, and give what stands in addresses by name; `people` are users by role, `names` what stands so far."""
    from billing.actions.readings import send_reading
    from billing.models import SelfReading
    from gasservice.registry.models import GasAccount
    from tests.files.pictures import picture, upload

    account = GasAccount.objects.get(number=names["account"])
    row = send_reading(account=account, index_m3=Decimal(990), photo=upload(picture()), by=people["owner"], at=now)
    SelfReading.objects.filter(pk=row.pk).update(doubt="too_high")
    return {"self_reading": row.pk} | build_money(account, people, names, now)


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
    payment = take_at_counter(**paid, submission=uuid4(), by=people["agent"], at=now)
    called = Case.objects.get(reference=names["called"])
    promise = called.commitments.filter(policy__isnull=False).first()
    redress = Redress.objects.create(commitment=promise, case=called, amount=Decimal(20), owed_at=now)
    return {"payment": payment.pk, "redress": redress.pk}
