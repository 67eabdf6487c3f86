"""The sweep: which accounts are large, and what speaks for a customer who is about to leave, once a day each.

Only workers and commands come here: what it rests on takes seconds to import.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gasservice.keyaccounts.actions.settling import settle_warnings
from gasservice.keyaccounts.evidence import Seen
from gasservice.keyaccounts.models import KeyAccount
from gasservice.keyaccounts.queries.complaints import complaint_signs
from gasservice.keyaccounts.queries.usage import Explained, explained_days, usage_of
from gasservice.keyaccounts.signs import signs_of_doors
from gasservice.keyaccounts.terms import Basis
from gasservice.keyaccounts.watching import WATCHED, WEEK, Usage, watch_usage
from gasservice.registry.models import GasAccount
from gasservice.registry.queries.days import accounts_using
from gasservice.registry.terms import HOMES, SupplyClass
from gasservice.standards.queries import key_account_rule_on

PORTION = 50
YEAR = timedelta(days=365)
LARGE_CLASSES = sorted(set(SupplyClass.values) - HOMES)
WITH_PLACE = "gas_account__service_point__premise__community"


@transaction.atomic
def mark_large_accounts(*, at: datetime) -> list[KeyAccount]:
    """Mark the accounts that used as much in a year as the dated rule says; what people marked or took off stays so.

    Whoever uses less later stays marked: that is just whom we watch for.
    """
    rule = key_account_rule_on(timezone.localdate(at))
    if rule is None:
        return []
    large = accounts_using(rule.yearly_m3, LARGE_CLASSES, at - YEAR, at)
    known = set(KeyAccount.objects.filter(gas_account__in=large).values_list("gas_account", flat=True))
    facts = {"basis": Basis.VOLUME, "since": timezone.localdate(at), "marked_at": at}
    rows = [KeyAccount(gas_account_id=pk, yearly_m3=used, **facts) for pk, used in large.items() if pk not in known]
    return KeyAccount.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def watch_key_accounts(*, at: datetime, limit: int = PORTION) -> int:
    """Look at some key accounts that nobody looked at today, and keep what was seen; says at how many.

    The rows are held, and what another worker holds is left to it: no account is looked at twice on a day.
    """
    today = timezone.localdate(at)
    waiting = KeyAccount.objects.standing().filter(Q(looked_on__lt=today) | Q(looked_on__isnull=True), since__lte=today)
    held = waiting.select_for_update(skip_locked=True, of=("self",)).select_related(WITH_PLACE)
    rows = list(held.order_by("looked_on", "pk")[:limit])
    if rows:
        found = signs_on([row.gas_account for row in rows], at)
        settle_warnings({row: found[row.gas_account_id] for row in rows}, at)
        KeyAccount.objects.filter(pk__in=[row.pk for row in rows]).update(looked_on=today)
    return len(rows)


def signs_on(accounts: Collection[GasAccount], at: datetime) -> dict[int, list[Seen]]:
    """Give all signs of some accounts as they stand at a moment."""
    found = defaultdict(list)
    explained = explained_days(accounts, at)
    for account, usage in usage_of(accounts, at).items():
        found[account] += usage_signs(usage, explained[account])
    for signs in [*signs_of_doors(accounts, at), complaint_signs(accounts, at)]:
        for account, seen in signs.items():
            found[account] += seen
    return found


def usage_signs(usage: Usage, explained: list[Explained]) -> list[Seen]:
    """Give the signs in a usage; those that are gone without the days of our own doing are held back by it.

    Days of long ago that we explain never teach the habit.
    """
    ours = days_of(usage, explained)
    watched = np.arange(len(ours)) >= len(ours) - WATCHED * WEEK
    signs = watch_usage(usage.without(ours & ~watched))
    if not (ours & watched).any() or not signs:
        return signs
    stay = {sign.kind: sign for sign in watch_usage(usage.without(ours))}
    last = max((one for one in explained if one.since <= usage.last), key=lambda one: one.until)
    why = {"suppressed_by": last.cause, "suppressed_words": last.words}
    return [stay.get(sign.kind) or replace(sign, **why) for sign in signs]


def days_of(usage: Usage, explained: list[Explained]) -> np.ndarray:
    ours = np.zeros(len(usage.volumes), dtype=bool)
    for one in explained:
        since, until = (one.since - usage.first).days, (one.until - usage.first).days
        ours[max(since, 0) : max(until + 1, 0)] = True
    return ours
