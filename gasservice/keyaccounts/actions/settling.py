"""What becomes of the signs of a day: warnings that open, are held back, go on, or are gone by themselves."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from gasservice.keyaccounts.evidence import Seen
from gasservice.keyaccounts.models import EarlyWarning, KeyAccount, Sign, SignPoint
from gasservice.keyaccounts.scoring import OPENS_AT, score_of, score_unsuppressed
from gasservice.keyaccounts.terms import WarningStatus

LASTS = timedelta(days=14)  # a warning whose signs stay away so long is gone by itself
# So long what somebody has judged is not told again, unless a sign of another kind comes with it.
QUIET = {WarningStatus.DISMISSED: timedelta(days=30), WarningStatus.CONFIRMED: timedelta(days=90)}


def settle_warnings(found: Mapping[KeyAccount, list[Seen]], at: datetime) -> None:
    """Open, refresh and end the warnings of accounts that are held, each account at most one."""
    standing = {row.key_account_id: row for row in EarlyWarning.objects.standing().filter(key_account__in=found)}
    quiet = kinds_judged(found, at)
    for account, seen in found.items():
        signs = [sign for sign in seen if sign.kind not in quiet[account.pk]]
        settle_warning(account, standing.get(account.pk), signs, at)


def kinds_judged(accounts: Mapping[KeyAccount, object], at: datetime) -> dict[int, set[str]]:
    """Give the kinds of signs that somebody judged of each account a short time ago."""
    rows = Sign.objects.filter(
        warning__key_account__in=accounts,
        warning__status__in=QUIET,
        warning__judged_at__gt=at - max(QUIET.values()),
        suppressed_by="",
    )
    kinds = defaultdict(set)
    for account, kind, status, judged_at in rows.values_list(
        "warning__key_account", "kind", "warning__status", "warning__judged_at"
    ):
        if judged_at > at - QUIET[status]:
            kinds[account].add(kind)
    return kinds


def settle_warning(account: KeyAccount, warning: EarlyWarning | None, signs: list[Seen], at: datetime) -> None:
    status, today = status_for(signs), timezone.localdate(at)
    if status is None:
        if warning and warning.expires_on <= today:
            warning.status = WarningStatus.EXPIRED
            warning.save(update_fields=["status"])
        return
    if warning is None:
        warning = EarlyWarning(key_account=account, opened_at=at)
    elif warning.is_open and status == WarningStatus.SUPPRESSED:
        status = WarningStatus.OPEN  # what waits for a person is not taken away from them
    warning.status, warning.score = status, score_of(signs)
    warning.looked_on, warning.expires_on = today, today + LASTS
    warning.save()
    keep_signs(warning, signs)


def status_for(signs: list[Seen]) -> WarningStatus | None:
    """Say whether signs open a warning, or would if nothing explained them."""
    if score_of(signs) >= OPENS_AT:
        return WarningStatus.OPEN
    return WarningStatus.SUPPRESSED if score_unsuppressed(signs) >= OPENS_AT else None


def keep_signs(warning: EarlyWarning, signs: list[Seen]) -> None:
    """Keep the signs of a warning as they stand now, in the place of those before."""
    warning.signs.all().delete()
    facts = ("kind", "day", "strength", "seen", "expected", "limit", "suppressed_by", "suppressed_words")
    rows = Sign.objects.bulk_create(
        Sign(warning=warning, **{name: getattr(sign, name) for name in facts}) for sign in signs
    )
    SignPoint.objects.bulk_create(
        SignPoint(sign=row, **vars(point)) for row, sign in zip(rows, signs, strict=True) for point in sign.points
    )
