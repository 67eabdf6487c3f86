"""More of what stands on the pages of arrears, written as rows."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from billing.models import Arrears, ArrearsShare, Bill
from gasservice.registry.models import Customer, GasAccount, ServicePoint, Tenure
from tests.growing import premise_like
from tests.world import World


def more_debts(world: World, count: int) -> None:
    """Let as many more holders owe, each with a debt of nobody and a bill across hands, and the owner owe more."""
    first, now = Arrears.objects.get(pk=world.names["arrears"]), timezone.now()
    for _ in range(count):
        number = GasAccount.objects.count()
        home = premise_like(first.gas_account.service_point.premise, number)
        point = ServicePoint.objects.create(code=f"D-{number}", premise=home)
        account = GasAccount.objects.create(number=f"7{number:06}", service_point=point, opened_on=first.begun_on)
        customer = Customer.objects.create(code=f"D-{number}", name=f"Holder {number}")
        tenure = Tenure.objects.create(gas_account=account, customer=customer, held_from=first.begun_on)
        facts = {"gas_account": account, "tenure": tenure, "begun_on": first.begun_on, "looked_at": now}
        Arrears.objects.create(**facts, amount=90, begun_at=now, owed=90, step="written_notice")
        days = {"since": first.begun_on - timedelta(days=9), "until": first.begun_on + timedelta(days=9)}
        ArrearsShare.objects.create(
            source="legacy",
            reference=f"D-{number}",
            gas_account=account,
            of_days=18,
            due_on=now.date(),
            volume_m3=0,
            amount=90,
            made_at=now,
            **days,
        )
        unpaid(account, tenure, first.begun_on, now, f"D{number}", **days)
        unpaid(first.gas_account, first.tenure, first.begun_on, now, f"E{number}")


def unpaid(account, tenure, due_on, now, number: str, **days) -> Bill:
    facts = {"gas_account": account, "tenure": tenure, "source": "ours", "issued_on": due_on, "due_on": due_on}
    return Bill.objects.create(number=number, amount=Decimal(90), made_at=now, released_at=now, **facts, **days)
