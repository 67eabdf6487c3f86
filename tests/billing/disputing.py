"""What tests of disputes begin with: three bills of a home, who works on them, and a dispute of one line."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

from billing.actions.disputes import open_dispute
from billing.actions.making import Run, make_bills
from billing.disputing import DisputedPart
from billing.models import Bill, Dispute
from gasservice.cases.models import Routing
from gasservice.users.models import User
from tests.shelf import publish_catalogue

SHANGHAI = ZoneInfo("Asia/Shanghai")


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)


def bills_of_autumn(account, team) -> list[Bill]:
    """Publish the catalogue, and bill August, September and October, 30 m³ and 69.60 yuan each."""
    publish_catalogue()
    Routing.objects.create(door="billing", team=team)
    Routing.objects.create(door="repairs", team=team)
    for month in (9, 10, 11):
        day = date(2026, month, 2)
        run = Run(date(2026, 8, 1), day, issued_on=day, due_on=day + timedelta(days=20))
        make_bills(run=run, at=noon(day))
    return list(Bill.objects.order_by("since"))


def disputed(bill: Bill, by: User, day: date, amount: str | None = None, reason: str = "reading", **more) -> Dispute:
    """Dispute the first line of a bill on a day; without an amount all of it."""
    part = DisputedPart(1, reason, amount and Decimal(amount))
    facts = {"words": "The meter shows less.", "submission": uuid4()} | more
    filed = open_dispute(bill=bill, lines=[part], by=by, at=noon(day), **facts)
    return Dispute.objects.get(case=filed.case)


def supervisor_of(team, name: str = "Ran") -> User:
    return User.objects.create_user(f"{name}@gas.example", name=name, role="supervisor", team=team)
