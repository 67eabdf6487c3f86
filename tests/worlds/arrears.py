"""Arrears in the world: the owner owes of late and was sent a demand; another pays in parts; a share is nobody's."""

from datetime import datetime, timedelta
from decimal import Decimal


def build(people: dict, names: dict, now: datetime) -> dict:
    """Bills unpaid for a hundred days, their steps, a plan, and old arrears that fall to the owner and to nobody."""
    from billing.actions.arrears import climb_arrears
    from billing.models import Arrears
    from gasservice.registry.models import GasAccount

    account = GasAccount.objects.get(number=names["account"])
    due_on = now.date() - timedelta(days=100)
    unpaid_bill(account, due_on, now)
    planned = neighbour(account)
    unpaid_bill(planned, due_on, now)
    climb_arrears(at=now - timedelta(minutes=5))
    owner, other = (Arrears.objects.get(gas_account=row) for row in (account, planned))
    return {
        "arrears": owner.pk,
        "plan": plan_for(other, people["agent"], now),
        "planned_account": planned.number,
        "holding": owner.tenure_id,
        "former_holding": account.tenures.exclude(pk=owner.tenure_id).first().pk,
        **shares(account, people, now),
    }


def unpaid_bill(account, due_on, now: datetime):
    from billing.models import Bill

    return Bill.objects.create(
        number=f"A{account.number}",
        gas_account=account,
        tenure=holding(account),
        source="ours",
        issued_on=due_on - timedelta(days=20),
        due_on=due_on,
        amount=Decimal("412.60"),
        made_at=now,
        released_at=now,
    )


def holding(account):
    return account.tenures.get(held_until=None)


def neighbour(account):
    from gasservice.registry.models import Community, Customer, GasAccount, ServicePoint, Tenure
    from tests.registry.conftest import premise_in

    home = premise_in(Community.objects.get(code="C1"), "3", "2", "503")
    point = ServicePoint.objects.create(code="SP3", premise=home)
    row = GasAccount.objects.create(number="1000003", service_point=point, opened_on=account.opened_on)
    customer = Customer.objects.create(code="K3", name="王先生")
    Tenure.objects.create(gas_account=row, customer=customer, held_from=row.opened_on)
    return row


def plan_for(debt, agent, now: datetime) -> int:
    from billing.actions.plans import agree_plan

    return agree_plan(tenure=debt.tenure, count=3, by=agent, at=now).pk


def shares(account, people: dict, now: datetime) -> dict:
    """Old arrears of the owner, of who was there before, and of nobody; the last are proposed for somebody."""
    from billing.actions.shares import assign_share, write_parts
    from billing.models import ArrearsShare
    from billing.queries.shares import cuts_by_days
    from gasservice.files.actions import keep_upload
    from gasservice.standards.models import DisputeRule
    from tests.files.pictures import picture, upload

    since = account.tenures.last().held_from - timedelta(days=31)
    until = holding(account).held_from + timedelta(days=31)
    limit = DisputeRule.objects.valid_on(now.date()).first().second_approval_above
    cuts = cuts_by_days(account, since, until, Decimal(0), 99 * limit)
    facts = {"source": "legacy", "reference": "OLD1", "due_on": now.date()}
    write_parts(cuts, account, facts, None, now)
    gap = ArrearsShare.objects.unowned().get()
    paper = keep_upload(upload=upload(picture()), by=people["supervisor"], at=now)
    facts = {"because": "租赁合同", "evidence": paper, "by": people["supervisor"], "at": now}
    assign_share(share=gap, tenure=holding(account), **facts)
    return {"share": gap.pk, "statement": ArrearsShare.objects.get(tenure=holding(account)).pk}
