"""Meters in the world: what the bills' desk asked of the crews, a meter to exchange, gas to stop and to open."""

from datetime import datetime, timedelta
from decimal import Decimal


def build(people: dict, names: dict, now: datetime) -> dict:
    """The owner's meter is read again, tested and to be exchanged; gas is to be stopped, and another's to flow."""
    from gasservice.cases.actions.referring import ask_for_work
    from gasservice.standards.terms import Purpose
    from repairs.actions.booking import book_visit
    from repairs.actions.orders import open_order
    from repairs.queries.slots import slots_for

    before = now - timedelta(hours=1)
    case, agent = bill_case(people, names, before), people["agent"]
    asked = {
        kind: ask_for_work(case=case, asked=kind, words="用气量偏高", by=agent, at=before)
        for kind in ("meter_read", "meter_test", "other")
    }
    answer(asked, people["field"], now - timedelta(minutes=30))
    exchange = open_order(case=case, kind=Purpose.METER_EXCHANGE, by=agent, at=before)
    book_visit(order=exchange, window_from=slots_for(order=exchange, at=now)[-2].window_from, by=agent, at=now)
    return {
        "meter_case": case.reference,
        "referral": asked["other"].pk,
        "read_again": asked["meter_read"].pk,
        "tested": asked["meter_test"].pk,
        "exchange": exchange.reference,
        **stops(people, names, now),
    }


def bill_case(people: dict, names: dict, now: datetime):
    from gasservice.cases.actions.filing import open_case
    from gasservice.registry.models import Customer, GasAccount
    from tests.world import kind_called

    owner = people["owner"]
    account = GasAccount.objects.select_related("service_point__premise__community").get(number=names["account"])
    premise = account.service_point.premise
    place = {"gas_account": account, "premise": premise, "community": premise.community}
    person = {"customer": Customer.objects.get(user=owner), "contact_name": owner.name, "contact_email": owner.email}
    facts = place | person | {"channel": "web", "title": "账单用气量偏高"}
    return open_case(kind=kind_called("bill-question", now), words="上月用气量翻倍。", by=owner, at=now, **facts).case


def answer(asked: dict, field, now: datetime) -> None:
    from repairs.actions.referrals import answer_with_reading, answer_with_test
    from tests.files.pictures import picture, upload

    facts = {"by": field, "at": now}
    answer_with_reading(referral=asked["meter_read"], index_m3=Decimal("985.5"), photo=upload(picture()), **facts)
    found = {"tested_on": now.date(), "laboratory": "市计量院", "certificate_number": "JZ-2026-0117"}
    percent = {"error_percent": Decimal("3.2"), "limit_percent": Decimal("1.5")}
    answer_with_test(referral=asked["meter_test"], certificate=upload(picture()), **found, **percent, **facts)


def stops(people: dict, names: dict, now: datetime) -> dict:
    """Gas of the owner's to be stopped, tried once; another's is stopped, and has to flow again."""
    from gasservice.registry.actions.stops import ask_to_restore, execute_stop, note_stop_attempt, order_stop
    from gasservice.registry.models import Community, GasAccount, ServicePoint
    from tests.registry.conftest import premise_in

    day = now.date() - timedelta(days=1)
    home = premise_in(Community.objects.get(code="C1"), "3", "2", "502")
    point = ServicePoint.objects.create(code="SP2", premise=home)
    shut = GasAccount.objects.create(number="1000002", service_point=point, opened_on=day)
    facts = {
        "owed_since": day - timedelta(days=90),
        "amount": Decimal("412.60"),
        "not_before": day,
        "by": people["supervisor"],
        "at": now,
    }
    stop = order_stop(account=GasAccount.objects.get(number=names["account"]), **facts)
    note_stop_attempt(stop=stop, because="家中无人", by=people["field"], at=now)
    restore = execute_stop(stop=order_stop(account=shut, **facts), by=people["field"], at=now)
    ask_to_restore(stop=restore, due_at=now + timedelta(days=1))
    return {"stop": stop.pk, "restore": restore.pk, "shut_account": shut.number}
