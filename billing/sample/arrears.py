"""Debts on each step of the ladder: one in instalments, one paid once the gas was stopped, one that nobody owes."""

from datetime import date, datetime, timedelta

from billing.actions.arrears import climb_arrears
from billing.actions.legacy import take_arrears
from billing.actions.payments import take_payment
from billing.actions.plans import agree_plan
from billing.models import Arrears
from billing.queries.collection import owed_at_door
from billing.sheets import ARREARS
from billing.terms import PaymentMethod
from gasservice.notices.models import Delivery
from gasservice.notices.terms import Channel, DeliveryState
from gasservice.portal.sample.parts import City, register
from gasservice.registry.access import midnight
from gasservice.registry.actions.stops import execute_stop
from gasservice.registry.models import GasAccount, SupplyStop
from gasservice.registry.sheets import row_of
from gasservice.registry.terms import AccountStatus, SupplyClass

# Days ago that the old debts of shops were due, and on which steps are taken.
OWING_SHOPS = (20, 62, 110, 125)
LOOKED_AT = (90, 60, 45, 30, 10, 0)
STOPPED = 4  # days ago


@register
def arrears(city: City) -> None:
    """Let shops owe from before, one in each step, a home pay in parts, and a share belong to nobody."""
    living = GasAccount.objects.filter(status=AccountStatus.ACTIVE).order_by("number")
    shops = list(living.filter(supply_class=SupplyClass.COMMERCIAL)[: len(OWING_SHOPS)])
    settled = {"tenures__held_until__isnull": True, "tenures__held_from__lt": city.today - timedelta(days=365)}
    homes = list(living.filter(supply_class=SupplyClass.RESIDENTIAL, **settled)[40:42])
    if len(homes) < 2:
        return
    for account, days in [*zip(shops, OWING_SHOPS, strict=False), (homes[0], 50)]:
        owe(account, city.today - timedelta(days=days), "642.80")
    owe(homes[1], homes[1].tenures.first().held_from - timedelta(days=9), "212.40")
    for days in LOOKED_AT:
        if not days:
            stop_and_be_paid(shops[-1], city)
        at = city.midnight - timedelta(days=days)
        while climb_arrears(at=at):
            pass
        deliver(city, at)
    if debt := Arrears.objects.open().filter(gas_account=homes[0], owed__gte=600).first():
        agree_plan(tenure=debt.tenure, count=3, by=city.people["agent"], at=city.midnight)


def stop_and_be_paid(shop: GasAccount, city: City) -> None:
    """Let the gas of a shop be stopped, and the shop pay yesterday; a crew is still to open it."""
    stop = SupplyStop.objects.to_carry_out().filter(gas_account=shop).first()
    if stop is None:
        return
    execute_stop(stop=stop, by=city.people["field-worker"], at=city.midnight - timedelta(days=STOPPED, hours=14))
    paid_at, tenure = city.midnight - timedelta(hours=8), shop.tenures.get(held_until__isnull=True)
    amount = owed_at_door(shop, tenure, city.today).amount
    take_payment(
        reference=f"PAID-{shop.number}",
        account=shop,
        amount=amount,
        method=PaymentMethod.BANK,
        paid_at=paid_at,
        at=paid_at,
    )


def owe(account: GasAccount, due_on: date, amount: str) -> None:
    """Take over a debt of a month that the ledger had before."""
    since = due_on - timedelta(days=50)
    days = (since.isoformat(), (since + timedelta(days=31)).isoformat(), due_on.isoformat())
    heading = [column.name for column in ARREARS.columns]
    row = row_of(ARREARS, "ledger", 2, heading, [f"OLD-{account.number}", account.number, *days, "", amount])
    take_arrears(rows=[row], file="ledger", at=midnight(due_on - timedelta(days=20)))


def deliver(city: City, at: datetime) -> None:
    """Let what was told of arrears arrive: sent, or hung at the door."""
    told = Delivery.objects.filter(notice__topic__startswith="arrears-", state=DeliveryState.WAITING)
    for papers in (False, True):
        waiting = told.filter(channel=Channel.PAPER) if papers else told.exclude(channel=Channel.PAPER)
        hung = {"hung_by": city.people["field-worker"]} if papers else {}
        waiting.update(state=DeliveryState.SENT, sent_at=at, attempts=1, **hung)
