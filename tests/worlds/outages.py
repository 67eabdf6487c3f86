"""Outages in the world."""

from datetime import datetime, time, timedelta


def build(people: dict, names: dict, now: datetime) -> dict:
    """Announce an outage where somebody has a need, and write one of which nobody was told."""
    from django.utils import timezone

    from gasservice.registry.models import Community
    from repairs.actions.outage_mailings import make_mailings
    from repairs.actions.outages import draft_of, open_outage, publish_version
    from repairs.models import NoticeReceipt
    from repairs.queries.areas import Part
    from repairs.secrets import secret_of

    morning = timezone.make_aware(datetime.combine(timezone.localdate(now) + timedelta(days=5), time(9)))
    words = {f"reason_{column}": "更换老旧管道" for column in ("en", "zh_hans", "zh_hant")}
    words |= {f"advice_{column}": "请提前关好阀门" for column in ("en", "zh_hans", "zh_hant")}
    when = {"starts_at": morning, "ends_at": morning + timedelta(hours=8)}
    said = {"parts": [Part(Community.objects.get().pk)], "by": people["agent"], "at": now, **words, **when}
    outage, draft = open_outage(is_planned=True, **said), open_outage(is_planned=True, **said)
    publish_version(version=draft_of(outage), by=people["supervisor"], at=now)
    while make_mailings(at=now):
        pass
    receipt = NoticeReceipt.objects.get()
    return {
        "told_outage": outage.reference,
        "outage_draft": draft.reference,
        "notice_receipt": receipt.pk,
        "receipt_secret": secret_of(receipt.pk),
    }
