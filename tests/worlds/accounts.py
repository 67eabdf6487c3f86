"""Accounts in the world: a former holder, a household that waits for the desk, and a corrected reading."""

from datetime import datetime, timedelta
from decimal import Decimal


def build(people: dict, names: dict, now: datetime) -> dict:
    """Add rows, and give what stands in addresses by name; `people` are users by role, `names` what stands so far."""
    from gasservice.registry.actions.households import declare_household
    from gasservice.registry.actions.readings import correct_reading
    from gasservice.registry.actions.tenures import record_former_at_desk
    from gasservice.registry.models import GasAccount, Reading
    from tests.files.pictures import picture, upload

    account, agent = GasAccount.objects.get(number=names["account"]), people["agent"]
    began = account.tenures.get().held_from
    days = {"held_from": began - timedelta(days=900), "held_until": began}
    former = record_former_at_desk(
        account=account,
        known_as="13900000001",
        name="郑先生",
        **days,
        evidence=upload(picture()),
        note="购房合同",
        by=agent,
        at=now,
    )
    month = now.date().replace(day=1)
    facts = {"persons": 6, "month": month, "evidence": upload(picture())}
    household = declare_household(account=account, **facts, by=people["owner"], at=now)
    wrong = Reading.objects.filter(meter__serial="M1", corrected_by__isnull=True).order_by("read_at").first()
    right = correct_reading(reading=wrong, index_m3=Decimal(819), because="抄错一位", by=agent, at=now)
    return {"tenure": former.pk, "household": household.pk, "reading": right.pk}
