"""What we owe when gas was off for too long: one amount an account and outage, by the rule of the day it began."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.utils import timezone

from gasservice.registry.models import Interruption, InterruptionVersion
from gasservice.standards.queries import outage_rules

OWE = """
WITH hit AS (
    SELECT DISTINCT held.version_id, held.seconds, point.id AS point_id
    FROM unnest(%(versions)s::bigint[], %(seconds)s::float8[]) AS held(version_id, seconds)
    JOIN registry_interruptionarea area ON area.version_id = held.version_id
    JOIN registry_premise place
        ON place.community_id = area.community_id AND (area.building = '' OR place.building = area.building)
    JOIN registry_servicepoint point
        ON point.premise_id = place.id AND (area.service_point_id IS NULL OR point.id = area.service_point_id)
), off AS (
    SELECT point_id, sum(seconds) AS seconds FROM hit GROUP BY point_id
)
INSERT INTO cases_redress (interruption_id, gas_account_id, amount, owed_at)
SELECT %(outage)s, account.id, max(rule.amount), %(at)s
FROM off
JOIN registry_gasaccount account ON account.service_point_id = off.point_id AND account.status = 'active'
JOIN unnest(%(limits)s::float8[], %(amounts)s::numeric[]) AS rule(seconds, amount) ON off.seconds > rule.seconds
GROUP BY account.id
ON CONFLICT (interruption_id, gas_account_id) DO NOTHING
"""


def owe_redress(*, outage: Interruption, at: datetime) -> int:
    """Owe each account what the rules pay for the time that its gas was off; give how many are owed anew.

    That is the time under each version whose area it was in: who left the area had gas again from the version on that
    left them out, who was drawn in had none from the version on that drew them in.
    """
    rules = outage_rules(timezone.localdate(outage.started_at)).filter(redress_minutes__isnull=False)
    limits = {rule.redress_minutes * 60: rule.redress for rule in rules.order_by("redress")}
    lasted = (outage.restored_at or at) - outage.started_at
    if not any(lasted.total_seconds() > limit for limit in limits):
        return 0
    held = dict(seconds_off(outage, at))
    facts = {"outage": outage.pk, "at": at, "versions": list(held), "seconds": list(held.values())}
    with connection.cursor() as cursor:
        cursor.execute(OWE, facts | {"limits": list(limits), "amounts": list(limits.values())})
        return cursor.rowcount


def seconds_off(outage: Interruption, at: datetime) -> Iterator[tuple[int, float]]:
    """Give how long the gas was off under each version; what began before it was announced counts with the first."""
    told = InterruptionVersion.objects.filter(interruption=outage, published_at__isnull=False).order_by("number")
    moments = list(told.values_list("pk", "published_at"))
    ends = [*(until for _pk, until in moments[1:]), outage.restored_at or at]
    since = outage.started_at
    for (pk, _published_at), until in zip(moments, ends, strict=True):
        if until > since:
            yield pk, (until - since).total_seconds()
            since = until
