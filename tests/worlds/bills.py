"""Bills in the world: a reading that the owner sent in, with a photo, more than one would expect."""

from datetime import datetime
from decimal import Decimal


def build(people: dict, names: dict, now: datetime) -> dict:
    """Add rows, and give what stands in addresses by name; `people` are users by role, `names` what stands so far."""
    from billing.actions.readings import send_reading
    from billing.models import SelfReading
    from gasservice.registry.models import GasAccount
    from tests.files.pictures import picture, upload

    account = GasAccount.objects.get(number=names["account"])
    row = send_reading(account=account, index_m3=Decimal(990), photo=upload(picture()), by=people["owner"], at=now)
    SelfReading.objects.filter(pk=row.pk).update(doubt="too_high")
    return {"self_reading": row.pk}
