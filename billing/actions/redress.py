"""Crediting what we owe for broken promises to the next bill, each once and without anybody's asking."""

from datetime import datetime

from django.db import transaction

from billing.actions.payments import REDRESS
from billing.actions.settling import settle_accounts
from billing.models import Payment
from billing.queries.redress import redress_due
from billing.terms import PaymentMethod
from gasservice.cases.actions.redress import mark_redress_credited

BATCH = 1_000


@transaction.atomic
def credit_redress(*, at: datetime, limit: int = BATCH) -> int:
    """Credit redress to the bills that came since it is owed; give how much was. Another may do so beside us."""
    due = redress_due(at, limit)
    news = mark_redress_credited(redress=[row.pk for row in due], at=at)
    credited = [row for row in due if row.pk in news]
    Payment.objects.bulk_create(
        Payment(
            reference=f"{REDRESS}{row.pk}",
            gas_account_id=row.account,
            bill_id=row.bill,
            amount=row.amount,
            method=PaymentMethod.REDRESS,
            redress_id=row.pk,
            paid_at=at,
            taken_at=at,
        )
        for row in credited
    )
    settle_accounts(accounts={row.account for row in credited}, at=at)
    return len(credited)
