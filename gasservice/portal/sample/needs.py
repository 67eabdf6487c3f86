"""Who must not be without gas, as they have told us."""

from datetime import datetime, timedelta
from random import Random

from gasservice.registry.models import GasAccount, PriorityNeed, Tenure
from gasservice.users.models import User

REASONS = [
    ("elderly_alone", "82岁独居，听力不好，请先打电话给女儿。"),
    ("infant", "家中有三个月大的婴儿，需要热水。"),
    ("illness", "在家做腹膜透析，每天需要热水和保暖。"),
    ("disability", "行动不便，坐轮椅，上门请多等几分钟。"),
    ("only_heating", "燃气壁挂炉是唯一的采暖方式。"),
]
SITES = {"public": "停气会影响病人、学生或老人用餐和取暖，须提前与值班室联系。"}


def declare_needs(chance: Random, clerk: User, at: datetime) -> None:
    """Let one home in eighty, and each public place, declare why it needs gas."""
    homes = GasAccount.objects.filter(supply_class="residential").order_by("number")
    numbers = list(homes.values_list("number", flat=True))
    drawn = {number: chance.choice(REASONS) for number in sorted(chance.sample(numbers, max(5, len(numbers) // 80)))}
    sites = GasAccount.objects.filter(supply_class__in=SITES).order_by("number")
    drawn |= {account.number: ("critical_site", SITES[account.supply_class]) for account in sites}
    held = Tenure.objects.filter(gas_account__number__in=drawn, held_until=None).order_by("gas_account__number")
    PriorityNeed.objects.bulk_create(
        need_of(tenure, *drawn[tenure.gas_account.number], clerk, at - timedelta(days=chance.randint(20, 300)))
        for tenure in held.select_related("customer", "gas_account__service_point__premise")
    )


def need_of(tenure: Tenure, kind: str, details: str, clerk: User, told_at: datetime) -> PriorityNeed:
    return PriorityNeed(
        premise=tenure.gas_account.service_point.premise,
        customer=tenure.customer,
        kind=kind,
        details=details,
        consent_at=told_at,
        declared_by=clerk,
        declared_at=told_at,
        confirmed_by=clerk,
        confirmed_at=told_at + timedelta(days=1),
        review_on=(told_at + timedelta(days=365)).date(),
    )
