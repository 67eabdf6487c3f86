"""Firms, a connection half-way, and a refused inspection that waits for its re-check."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.work import reply_to_customer, take_case
from gasservice.cases.models import Case
from gasservice.cases.references import FIRST, LAST, reference_of
from gasservice.files.actions import keep_upload
from gasservice.files.models import StoredFile
from gasservice.portal.sample.chance import chance_of
from gasservice.portal.sample.parts import City, register
from gasservice.registry.actions.charges import pay_charge
from gasservice.registry.models import Community, Customer, GasAccount, Premise, PremiseName, ServicePoint
from gasservice.registry.names import search_form
from gasservice.registry.terms import AccountStatus
from gasservice.standards.models import CaseKind, FeeItem
from gasservice.standards.terms import ProjectKind, ProjectParty, Purpose
from gasservice.users.models import User
from repairs.actions.inspections import Look, finish_inspection, judge_items, start_inspection
from repairs.actions.meters import hang_meter
from repairs.actions.milestones import explain_delay, finish_milestone
from repairs.actions.orders import open_order
from repairs.actions.projects import assign_firm, charge_connection_fee, open_project
from repairs.models import Firm, Milestone, Project, WorkOrder
from repairs.terms import Verdict

FIRMS = [
    (ProjectParty.DESIGN, "宏业管道设计院", "+8619900090001", "A144000001", "party"),
    (ProjectParty.CONSTRUCTION, "江安管道工程公司", "+8619900090002", "D244000002", ""),
    (ProjectParty.SUPERVISION, "正衡工程监理公司", "+8619900090003", "E144000003", ""),
]
# Step, days ago, by whom it was done, what was done.
DONE = [
    ("application", 10, "north", "材料齐全；以往曾用名下未查到缴费记录。"),
    ("survey", 8, "north", "楼前中压管可接，户内明管约9米。"),
    ("design", 5, "party", "图纸和材料清单已交客户经理。"),
    ("contract", 3, "north", "合同已签，工程费已缴。"),
]


@register
def connect(city: City) -> None:
    firms = [make_firm(city, *facts) for facts in FIRMS]
    connect_half_way(city, firms)
    refuse_valve(city)


def make_firm(city: City, party: str, name: str, phone: str, licence: str, place: str) -> Firm:
    until = date(city.today.year + 2, 6, 1)
    firm = Firm.objects.create(party=party, name=name, phone=phone, licence_number=licence, licence_until=until)
    firm.users.set([city.people[place]] if place else [])
    return firm


def connect_half_way(city: City, firms: list[Firm]) -> None:
    """The indoor pipes of an old building: designed, paid, and the builders wait for the city's permit."""
    people, home = city.people, make_home("翡翠湾", "36", "101", city)
    words = "老楼一直用液化气瓶，想报装管道燃气。楼下邻居已经通气了。"
    case = ask(city, "new-connection", people["customer"], home, words, 11, "旧楼报装管道燃气", "zh-hans")
    project = open_project(case=case, kind=ProjectKind.HOME, by=people["customer"], at=ago(city, 11))
    for firm in firms:
        assign_firm(project=project, firm=firm, by=people["north"], at=ago(city, 10))
    for code, days, who, said in DONE:
        if code == "contract":
            pay(project, home, people["north"], ago(city, days))
        finish_milestone(milestone=step(project, code), words=said, by=people[who], at=ago(city, days))
    explain_delay(
        milestone=step(project, "construction"),
        words="楼前需开挖人行道，掘路许可已报，等市政批复。",
        expected_on=city.today + timedelta(days=6),
        by=people["north"],
        at=ago(city, 1),
    )


def pay(project: Project, home: Premise, by: User, at: datetime) -> None:
    fee = FeeItem.objects.valid_on(at.date()).get(code="indoor-pipe-existing-home")
    charge = charge_connection_fee(project=project, premise=home, fee=fee, amount=Decimal(1280), by=by, at=at)
    pay_charge(charge=charge, payment_reference="POS-20871", at=at)


def refuse_valve(city: City) -> None:
    """A new meter hangs, and a tee in the hose keeps the valve shut."""
    people, home = city.people, make_home("滨江一号", "36", "102", city)
    point = ServicePoint.objects.create(code=f"SP-{home.code}", premise=home)
    account = {"number": "6136100102", "status": AccountStatus.NEW, "opened_on": city.today - timedelta(days=5)}
    GasAccount.objects.create(service_point=point, **account)
    words = "The pipes are there, please hang the meter and open the gas."
    case = ask(city, "meter-hanging", people["neighbour"], home, words, 4, "Meter and gas for our new flat", "en")
    order = open_order(case=case, kind=Purpose.METER_HANGING, by=None, at=ago(city, 4))
    fitter, at = people["field-worker"], ago(city, 2)
    hang_meter(order=order, serial="LJ2026-08817", index_m3=Decimal("0.120"), by=fitter, at=at)
    order = WorkOrder.objects.get(case=case, kind=Purpose.INSPECTION)
    inspection = start_inspection(order=order, by=fitter, at=at)
    rows = inspection.findings.select_related("item")
    judge_items(inspection=inspection, looks=list(looks_at(rows, fitter, at)), by=fitter, at=at)
    words = "Meter and pipes are tight. Only the hose behind the stove has to be changed."
    finish_inspection(inspection=inspection, words=words, by=fitter, at=at + timedelta(minutes=25))


def looks_at(rows, fitter: User, at: datetime) -> Iterator[Look]:
    for row in rows:
        match row.item.code:
            case "tee-fitting":
                words = "A brass tee behind the stove feeds a second, older hose to the wall heater."
                yield Look(row, Verdict.NOT_OK, words, picture_of_tee(fitter, at))
            case "alarm":
                yield Look(row, Verdict.NOT_OK, "There is no gas alarm in the kitchen.")
            case "flue" | "other-fuel":
                yield Look(row, Verdict.NOT_HERE)
            case _:
                yield Look(row, Verdict.OK)


def picture_of_tee(by: User, at: datetime) -> StoredFile:
    """Draw the photo: tiles, a yellow hose and the brass tee in it."""
    image = Image.new("RGB", (900, 600), "#dfe3e6")
    draw = ImageDraw.Draw(image)
    for line in range(0, 900, 150):
        draw.line([(line, 0), (line, 600)], fill="#c3c9ce", width=4)
        draw.line([(0, line), (900, line)], fill="#c3c9ce", width=4)
    draw.line([(0, 330), (360, 300), (560, 300), (900, 350)], fill="#d9a520", width=34, joint="curve")
    draw.line([(450, 300), (470, 600)], fill="#b98a2f", width=30)
    draw.rectangle([(350, 268), (550, 332)], fill="#b5812a", outline="#6f4d12", width=5)
    draw.rectangle([(420, 320), (484, 410)], fill="#b5812a", outline="#6f4d12", width=5)
    draw.ellipse([(300, 180), (600, 470)], outline="#b3410e", width=8)
    body = BytesIO()
    image.save(body, "JPEG")
    return keep_upload(upload=SimpleUploadedFile("tee.jpg", body.getvalue(), "image/jpeg"), by=by, at=at)


def make_home(community_name: str, building: str, room: str, city: City) -> Premise:
    """Add a home without gas to a community, known by the address it has today."""
    community = Community.objects.get(name=community_name)
    like = Premise.objects.filter(community=community).order_by("code").first()
    address = f"{like.address.partition(community_name)[0]}{community_name}{building}栋1单元{room}室"
    parts = {"building": building, "unit": "1", "room": room}
    code = f"{community.code}-{building}-1-{room}"
    premise = Premise.objects.create(code=code, community=community, address=address, **parts)
    since = date(city.today.year - 3, 1, 1)
    PremiseName.objects.create(premise=premise, name=address, search_name=search_form(address), known_from=since)
    return premise


def ask(city: City, code: str, user: User, home: Premise, words: str, days: int, title: str, language: str) -> Case:
    """Let a customer ask on a day, and a clerk of the team take it and answer."""
    number = chance_of(f"connection {code}").randrange(FIRST, LAST)
    facts = {"channel": "web", "contact_name": user.name, "contact_email": user.email, "language": language}
    facts |= {"premise": home, "community": home.community, "customer": Customer.objects.filter(user=user).first()}
    kind = CaseKind.objects.valid_on(city.today).get(code=code, door="repairs")
    asked = ago(city, days) - timedelta(minutes=40)
    filed = open_case(kind=kind, words=words, by=user, at=asked, title=title, reference=reference_of(number), **facts)
    clerk, at = city.people["north"], ago(city, days)
    case = take_case(case=filed.case, by=clerk, at=at - timedelta(minutes=20))
    case.refresh_from_db()
    said = {"zh-hans": "已收到，由我负责到底。", "en": "We have it; I see it through to the end."}[language]
    reply_to_customer(case=case, words=said, seen_event=case.last_event_id, by=clerk, at=at - timedelta(minutes=10))
    return Case.objects.get(pk=case.pk)


def step(project: Project, code: str) -> Milestone:
    return Milestone.objects.select_related("step", "project__case__kind", "project__case__team").get(
        project=project, code=code
    )


def ago(city: City, days: int) -> datetime:
    """Give eleven in the morning some days before the city's night."""
    return city.midnight - timedelta(days=days) + timedelta(hours=11)
