"""A key account in the world: the owner's, with a warning to judge, one that was confirmed and one held back."""

from datetime import datetime, timedelta


def build(people: dict, names: dict, now: datetime) -> dict:
    """Settle signs of every kind, let the supervisor judge, and let an outage explain those of a neighbour."""
    from django.utils import timezone

    from gasservice.keyaccounts.actions.judging import judge_warning
    from gasservice.keyaccounts.actions.settling import settle_warnings
    from gasservice.keyaccounts.models import EarlyWarning
    from gasservice.registry.models import GasAccount

    account = GasAccount.objects.get(number=names["account"])
    key = key_account(account, people["supervisor"], people["agent"], now)
    settle_warnings({key: [sign("drift", now), sign("week", now)]}, now - timedelta(days=1))
    confirmed = EarlyWarning.objects.get()
    said = {
        "verdict": "confirmed",
        "why": "客户在试用外购蒸汽。",
        "follow_up": "走访客户。",
        "by": people["supervisor"],
    }
    judge_warning(warning=confirmed, seen_on=timezone.localdate(now - timedelta(days=1)), at=now, **said)
    EarlyWarning.objects.update(judged_at=now - timedelta(days=100))
    other = GasAccount.objects.exclude(pk=account.pk).first()
    held = key_account(other, people["supervisor"], None, now)
    kinds = ("drift", "week", "shortfall", "month", "payment", "complaints", "meter")
    held_signs = [sign("drift", now, suppressed_by="interruption", suppressed_words="T-1")]
    settle_warnings({key: [sign(kind, now) for kind in kinds], held: held_signs}, now)
    return {
        "key_account": key.pk,
        "warning": EarlyWarning.objects.get(key_account=key, status="open").pk,
        "confirmed_warning": confirmed.pk,
    }


def key_account(account, supervisor, manager, now: datetime):
    from django.utils import timezone

    from gasservice.keyaccounts.models import KeyAccount

    facts = {"basis": "hand", "reason": "全市用气量最大的用户", "marked_by": supervisor, "marked_at": now}
    return KeyAccount.objects.create(gas_account=account, manager=manager, since=timezone.localdate(now), **facts)


def sign(kind: str, now: datetime, **facts):
    from django.utils import timezone

    from gasservice.keyaccounts.evidence import Point, Seen

    day = timezone.localdate(now)
    points = tuple(Point(day - timedelta(days=7 * n), 60.0 + n, 90.0, 80.0) for n in range(12, -1, -1))
    return Seen(kind, day, 1.8, 60.0, 90.0, 80.0, points, **facts)
