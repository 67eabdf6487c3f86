"""What we owe when gas was off for too long: one amount an account and outage, by the rule of the day it began."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from gasservice.registry.models import Interruption
from gasservice.standards.queries import outage_rules
from repairs.queries.areas import IN_AREA, arrays_of, parts_of

OWE = f"""
WITH hit AS ({IN_AREA})
INSERT INTO cases_redress (interruption_id, gas_account_id, amount, owed_at)
SELECT %(outage)s, account.id, %(amount)s, %(at)s
FROM hit JOIN registry_gasaccount account ON account.service_point_id = hit.point_id AND account.status = 'active'
ON CONFLICT (interruption_id, gas_account_id) DO NOTHING
"""  # noqa: S608  our own text


def owe_redress(*, outage: Interruption, at: datetime) -> int:
    """Owe each account in the area what the rules pay for an outage of this length; give how many are owed anew.

    The area is the one that holds now: who left it before the limit had gas again, who was owed already is owed once.
    """
    lasted = (outage.restored_at or at) - outage.started_at
    rules = outage_rules(timezone.localdate(outage.started_at)).filter(redress_minutes__isnull=False)
    amounts = [rule.redress for rule in rules if lasted.total_seconds() > rule.redress_minutes * 60]
    if not amounts:
        return 0
    facts = {"outage": outage.pk, "amount": max(amounts), "at": at}
    with connection.cursor() as cursor:
        cursor.execute(OWE, arrays_of(parts_of(outage.current)) | facts)
        return cursor.rowcount
