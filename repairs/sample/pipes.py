"""Four pipe changes in the sample city: one measured, one to decide, one paid and under way, one signed for."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.work import take_case
from gasservice.cases.models import Case
from gasservice.cases.references import FIRST, LAST, reference_of
from gasservice.files.actions import keep_upload
from gasservice.files.models import StoredFile
from gasservice.portal.sample.chance import chance_of
from gasservice.portal.sample.parts import City, register
from gasservice.registry.models import Customer, GasAccount
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Purpose
from gasservice.users.models import User
from repairs.access.pipes import PIPE_CHANGE
from repairs.actions.answers import accept_quote
from repairs.actions.charges import pay_back, record_payment
from repairs.actions.pipe_work import finish_order, follow_finished_work, follow_payments, record_check, record_survey
from repairs.actions.pipes import check_papers, keep_papers, open_survey
from repairs.actions.quotes import put_line, send_quote
from repairs.actions.statements import begin_final_bill, issue_final_bill
from repairs.models import PipeChange, Quote, WorkOrder
from repairs.queries.accounts import account_of
from repairs.queries.papers import papers_needed, papers_standing
from repairs.queries.quotes import quotes_of

ZONE = ZoneInfo("Asia/Shanghai")
GREY, COPPER, WHITE = "#d9dde3", "#b3410e", "#fbfaf8"
PASSED = {
    "pressure_kpa": Decimal(5),
    "minutes": 10,
    "drop_kpa": Decimal(0),
    "is_leak_free": True,
    "is_valve_reachable": True,
    "is_gas_on": True,
}


@register
def change_pipes(city: City) -> None:
    """Play each to its stage: all on days that have passed."""
    chen, miller = (Customer.objects.get(user=city.people[place]) for place in ("customer", "neighbour"))
    homes = list(GasAccount.objects.filter(tenures__customer=chen, tenures__held_until=None).order_by("number"))
    to_decide = quoted(city, chen, homes[0], "厨房要重新装修，灶台换到窗边，管道要跟着移。", 5)
    under_way = quoted(city, chen, homes[-1], "母亲家的热水器移到阳台，请把管道接过去。", 9, leaves_kitchen=True)
    paid(city, under_way, 6)
    home = GasAccount.objects.filter(tenures__customer=miller, tenures__held_until=None).earliest("number")
    words = "The pipe runs across the wall where our new cupboard should stand. Please move it."
    signed_for = quoted(city, miller, home, words, 32)
    paid(city, signed_for, 29)
    worked(city, signed_for, 26)
    billed_less(city, signed_for, 25)
    words = "A gas dryer on our balcony: please bring the pipe there, along the outer wall."
    measured(city, miller, home, words, 3, crosses_wall=True, crosses_shared_part=True, leaves_kitchen=True)
    Case.objects.filter(pk=to_decide.pk).update(title="厨房改管")


def quoted(city: City, customer: Customer, home: GasAccount, words: str, days: int, **ways: bool) -> Case:
    """File, look at the papers, survey and check, and quote, two days later."""
    case = measured(city, customer, home, words, days, **ways)
    clerk = clerk_of(city, case)
    checked_here(case, clerk, moment(city.today, days - 1, 14))
    quote = Quote.objects.select_related("case", "rule").get(case=case)
    send_quote(quote=quote, by=clerk, at=moment(city.today, days - 1, 15))
    return case


def measured(city: City, customer: Customer, home: GasAccount, words: str, days: int, **ways: bool) -> Case:
    """File, look at the papers, and survey where the pipe goes."""
    at = moment(city.today, days, 9)
    filed = filed_by(customer, home, words, at, chance_of(f"pipes {days}"))
    clerk = clerk_of(city, filed)
    case = take_case(case=filed, by=clerk, at=at + timedelta(minutes=40))
    order = papers_in_order(case, clerk, at)
    survey = {
        "pipe_metres": Decimal("3.5"),
        "moves_meter": days > 10,
        "hoses": 1,
        "words": "沿吊顶走管，阀门留检修口。",
    }
    record_survey(order=order, by=clerk, at=moment(city.today, days - 1, 10), **survey | ways)
    return case


def filed_by(customer: Customer, home: GasAccount, words: str, at: datetime, chance: Random) -> Case:
    premise, kind = home.service_point.premise, CaseKind.objects.valid_on(at.date()).get(code=PIPE_CHANGE)
    return open_case(
        kind=kind,
        reference=reference_of(chance.randint(FIRST, LAST)),
        submission=UUID(int=chance.getrandbits(128), version=4),
        words=words,
        title=words.partition(": ")[0][:30],
        by=customer.user,
        at=at,
        channel="web",
        customer=customer,
        contact_name=customer.name,
        contact_email=customer.email,
        language=customer.user.language or "zh-hans",
        gas_account=home,
        premise=premise,
        community=premise.community,
    ).case


def checked_here(case: Case, clerk: User, at: datetime) -> None:
    """Make the checks that are ours; a consent that the customer brings is still to come."""
    change = PipeChange.objects.select_related("case").get(case=case)
    if ours := [paper.rule for paper in papers_standing(change) if paper.rule.is_ours]:
        check_papers(change=change, verdicts=dict.fromkeys(ours, ""), by=clerk, at=at)


def papers_in_order(case: Case, clerk: User, at: datetime) -> WorkOrder:
    told = {"moved": ["pipe", "stove"], "why": case.title, "distance": "far", "home": "own", "day_times": ["morning"]}
    change = PipeChange.objects.create(case=case, told_at=at, **told)
    rules = papers_needed(change)
    keep_papers(change, {rule: [drawn(rule.code, at)] for rule in rules}, at)
    order = open_survey(change=change, by=case.filed_by, at=at)
    check_papers(change=change, verdicts=dict.fromkeys(rules, ""), by=clerk, at=at + timedelta(hours=1))
    return order


def paid(city: City, case: Case, days: int) -> None:
    """Accept, and pay on the same day."""
    at = moment(city.today, days, 11)
    quote = Quote.objects.select_related("case").get(case=case)
    accept_quote(quote=quote, name=case.contact_name, by=case.filed_by, at=at)
    for charge in account_of(case, list(quotes_of(case))).charges:
        paid = {"payment_reference": f"ICBC-{charge.reference}", "at": at + timedelta(hours=2)}
        record_payment(charge=charge, by=None, **paid)
    follow_payments()


def worked(city: City, case: Case, days: int) -> None:
    """Do the work, check it, and let the customer sign."""
    at, clerk = moment(city.today, days, 10), clerk_of(city, case)
    finish_order(case, WorkOrder.objects.get(case=case, kind=Purpose.PIPE_WORK), clerk, at)
    follow_finished_work(at=at)
    record_check(case=case, signed_name=case.contact_name, by=clerk, at=at + timedelta(minutes=30), **PASSED)


def billed_less(city: City, case: Case, days: int) -> None:
    """Bill less pipe than was quoted, and pay back what was paid above it, two days later."""
    bill = begin_final_bill(case=case, by=clerk_of(city, case), at=moment(city.today, days, 9))
    metres = bill.lines.select_related("fee").get(fee__code="pipe-metre")
    put_line(quote=bill, fee=metres.fee, quantity=Decimal(1), by=clerk_of(city, case))
    issue_final_bill(bill=bill, by=clerk_of(city, case), at=moment(city.today, days, 10))
    account = account_of(case)
    paid = {"method": "bank", "payment_reference": f"ICBC-{bill.number}", "at": moment(city.today, days - 2, 14)}
    pay_back(charge=account.back[0].charge, amount=account.owed_back, by=city.people["field-supervisor"], **paid)


def clerk_of(city: City, case: Case) -> User:
    return city.people[case.team.code]


def moment(today: date, days_ago: int, hour: int) -> datetime:
    return datetime.combine(today - timedelta(days=days_ago), time(hour), ZONE)


def drawn(name: str, at: datetime) -> StoredFile:
    """Draw what stands for a photo: a wall, a pipe along it."""
    picture = Image.new("RGB", (480, 320), GREY)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 200, 420, 320), fill=WHITE)
    pen.line((40, 60, 300, 60, 300, 200), fill=COPPER, width=14)
    body = BytesIO()
    picture.save(body, "JPEG")
    upload = SimpleUploadedFile(f"{name}.jpg", body.getvalue(), "image/jpeg")
    return keep_upload(upload=upload, by=None, at=at)
