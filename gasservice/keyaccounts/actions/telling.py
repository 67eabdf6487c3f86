"""Telling whoever looks after a key account of a warning, once, and once more where it waits long for a verdict."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from gasservice.keyaccounts.access import WITH_ACCOUNT, looks_at_key_accounts, may_mark_key_accounts
from gasservice.keyaccounts.models import EarlyWarning, EarlyWarningQuerySet
from gasservice.keyaccounts.queries.pages import holders_on
from gasservice.keyaccounts.terms import SignKind
from gasservice.notices.actions.telling import tell
from gasservice.notices.terms import Recipient
from gasservice.standards.models import KeyAccountRule
from gasservice.standards.queries import key_account_rule_on
from gasservice.users.models import User
from gasservice.users.terms import Role

PORTION = 50


@transaction.atomic
def tell_of_warnings(*, at: datetime, limit: int = PORTION) -> int:
    """Tell of some open warnings of which nobody was told: the account manager, else who leads key accounts."""
    rows = held_rows(EarlyWarning.objects.untold(), limit)
    leads = leads_by(key_account_rule_on(timezone.localdate(at))) if rows else []
    for row, facts in facts_of(rows, at):
        manager = manager_of(row)
        tell_of(row, "early-warning", [manager] if manager else leads, facts, at)
    return EarlyWarning.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=at)


@transaction.atomic
def remind_of_warnings(*, at: datetime, limit: int = PORTION) -> int:
    """Bring some warnings to mind that wait longer for a verdict than the dated rule says: who leads hears it too."""
    rule = key_account_rule_on(timezone.localdate(at))
    if rule is None:
        return 0
    rows = held_rows(EarlyWarning.objects.unreminded(at - timedelta(days=rule.remind_days)), limit)
    leads = leads_by(rule) if rows else []
    for row, facts in facts_of(rows, at):
        manager = manager_of(row)
        people = {user.pk: user for user in [*([manager] if manager else []), *leads]}
        tell_of(row, "early-warning-waits", people.values(), facts | {"since": timezone.localdate(row.told_at)}, at)
    return EarlyWarning.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=at)


def held_rows(waiting: EarlyWarningQuerySet, limit: int) -> list[EarlyWarning]:
    """Hold some warnings; those that another worker holds are left to it."""
    shown = [f"key_account__{path}" for path in WITH_ACCOUNT]
    held = waiting.select_for_update(skip_locked=True, of=("self",)).select_related(*shown)
    return list(held.prefetch_related("signs").order_by("pk")[:limit])


def manager_of(warning: EarlyWarning) -> User | None:
    """Give who looks after the account, unless they no longer see its warnings."""
    manager = warning.key_account.manager
    return manager if manager and looks_at_key_accounts(manager) else None


def leads_by(rule: KeyAccountRule | None) -> list[User]:
    """Give who leads key accounts: the supervisor of the team that the rule names, else every supervisor."""
    supervisor = rule.team.supervisor if rule and rule.team else None
    if supervisor and may_mark_key_accounts(supervisor):
        return [supervisor]
    return list(User.objects.filter(role=Role.SUPERVISOR, is_active=True).order_by("pk"))


def facts_of(warnings: list[EarlyWarning], at: datetime) -> Iterable[tuple[EarlyWarning, dict]]:
    """Give what is told of each warning; signs that something explains are no part of it."""
    holders = holders_on([row.key_account.gas_account for row in warnings], at) if warnings else {}
    for row in warnings:
        account = row.key_account.gas_account
        holder = holders.get(account.pk)
        yield (
            row,
            {
                "account": account.number,
                "customer": holder.name if holder else account.number,
                "place": account.service_point.premise.address,
                "score": row.score,
                "signs": [SignKind(sign.kind).label for sign in row.signs.all() if not sign.suppressed_by],
            },
        )


def tell_of(warning: EarlyWarning, topic: str, people: Iterable[User], facts: dict, at: datetime) -> None:
    to = [Recipient(user=user, link=warning.get_absolute_url()) for user in people]
    tell(key=f"{topic}:{warning.pk}", topic=topic, to=to, facts=facts, at=at)
