"""Meters of the sample city: what the bills' desk asked of the crews, and gas to stop and to open."""

from datetime import timedelta
from decimal import Decimal

from gasservice.cases.actions.referring import ask_for_work
from gasservice.cases.models import Case
from gasservice.cases.terms import Status, WorkAsked
from gasservice.portal.sample.parts import City, register
from gasservice.registry.actions.stops import ask_to_restore, execute_stop, order_stop
from gasservice.registry.models import GasAccount, SupplyStop
from gasservice.registry.terms import AccountStatus
from gasservice.standards.terms import Door

ASKED = [
    (WorkAsked.METER_READ, "用户自报与我们抄表相差较大，请上门核表并拍照。"),
    (WorkAsked.METER_TEST, "用户认为表走快，要求检定。检定前请勿换表。"),
    (WorkAsked.METER_READ, "表号与户号疑似接反，请逐户核对。"),
]
OWED = [Decimal("1286.40"), Decimal("942.15"), Decimal("2310.00")]
DAY = timedelta(days=1)


@register
def ask_crews(city: City) -> None:
    """Let the bills' desk ask for what it cannot tell from its books."""
    at = city.midnight - timedelta(hours=9)
    cases = Case.objects.filter(door=Door.BILLING, status=Status.IN_PROGRESS, premise__isnull=False, opened_at__lt=at)
    for case, (asked, words) in zip(cases.order_by("reference").select_related("owner"), ASKED, strict=False):
        ask_for_work(case=case, asked=asked, words=words, by=case.owner, at=at)


@register
def stop_gas(city: City) -> None:
    """Of shops that have paid nothing for months, one is to be stopped, one notice runs, and one has paid."""
    shops = GasAccount.objects.filter(service_point__premise__building="S", status=AccountStatus.ACTIVE)
    chosen = zip(shops.order_by("-number")[:3], OWED, (0, 9, -2), strict=True)
    *_, third = [order(account, owed, days, city) for account, owed, days in chosen]
    execute_stop(stop=third, by=city.people["field-worker"], at=city.midnight - timedelta(hours=14))
    ask_to_restore(stop=third, due_at=city.midnight + timedelta(hours=18))


def order(account: GasAccount, owed: Decimal, days: int, city: City) -> SupplyStop:
    """Order to stop a shop's gas some days from today, a fortnight after its notice."""
    day = city.today + days * DAY
    facts = {"reason": "连续三期气费未缴，书面催缴通知已送达。", "amount": owed, "not_before": day}
    ordered_at = city.midnight - (16 - max(days, 0)) * DAY
    return order_stop(account=account, by=city.people["supervisor"], at=ordered_at, **facts)
