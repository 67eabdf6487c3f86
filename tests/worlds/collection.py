"""A late charge that waits for a person, with a paper, and a visit to collect what is owed of the same bill."""

from datetime import datetime, time, timedelta


def build(people: dict, names: dict, now: datetime) -> dict:
    """Add rows, and give what stands in addresses by name; `people` are users by role, `names` what stands so far."""
    from django.utils import timezone, translation

    from billing.actions.collection import announce_collection, keep_collector
    from billing.actions.waivers import ask_waiver
    from billing.models import Bill, CollectionVisit
    from gasservice.registry.models import GasAccount
    from gasservice.registry.secrets import hash_of_code
    from tests.files.pictures import picture, upload

    bill = Bill.objects.get(number=names["bill"])
    said = {"reason": "hospital", "words": "住院一个月。", "evidence": upload(picture())}
    with translation.override("zh-hans"):
        waiver = ask_waiver(bill=bill, by=people["owner"], at=now, **said)
    card = {"badge": "SF-12", "photo": upload(picture()), "is_active": True}
    collector = keep_collector(user=people["field"], by=people["supervisor"], at=now, **card)
    day = timezone.localdate(now) + timedelta(days=3)
    starts_at = timezone.make_aware(datetime.combine(day, time(9)))
    visit = announce_collection(
        account=GasAccount.objects.get(number=names["account"]),
        collector=collector,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        by=people["agent"],
        at=now,
    )
    code_hash = hash_of_code("604218", f"collection {visit.pk}")
    CollectionVisit.objects.filter(pk=visit.pk).update(reference="C1-000001", code_hash=code_hash)
    return {"waiver": waiver.pk, "collection": "C1-000001"}
