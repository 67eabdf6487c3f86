"""Work orders on the cases of repairs: visits that were finished, what they cost, and what waits for a crew."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from gasservice.cases.models import Case
from gasservice.cases.terms import Status
from gasservice.portal.sample.chance import chance_of
from gasservice.portal.sample.parts import City, register
from gasservice.standards.models import FeeItem
from gasservice.standards.terms import Door
from gasservice.users.models import User
from repairs.actions.charges import record_payment
from repairs.actions.fees import add_fee_line
from repairs.actions.orders import open_order
from repairs.actions.visits import add_photos, begin_visit, finish_visit
from repairs.models import Visit
from repairs.terms import Stage, VisitOutcome, WorkKind

WORKED = ["fault", "appliance", "gas-alarm"]
FINISHED, WAITING = 30, 8
SIZE = (480, 360)


@dataclass(frozen=True)
class Job:
    """What a crew found and did, and what it used: a fee, how many, and why at which price of its range."""

    found: str
    done: str
    used: tuple[tuple[str, int, Decimal | None, str], ...] = ()


JOBS = [
    Job("灶具电池电量耗尽，点火针有油污。", "更换电池，清洁点火针，试火正常。"),
    Job(
        "灶前软管老化开裂，卡箍松动。",
        "更换2米金属包覆软管并检漏，无泄漏。",
        (("hose", 1, Decimal(90), "2米金属包覆软管"), ("repair-visit", 1, None, "")),
    ),
    Job(
        "灶前阀关闭不严。",
        "更换灶前球阀，检漏合格。",
        (("stove-valve", 1, None, ""), ("repair-visit", 1, None, ""), ("repair-labour", 1, None, "")),
    ),
    Job(
        "报警器传感器到期，自检不通过。",
        "安装新报警器并与切断阀联动测试。",
        (("alarm-fitting", 1, None, ""),),
    ),
    Job(
        "热水器进气接头漏气。",
        "更换接头密封件，检漏合格，试机正常。",
        (("connector", 1, None, ""), ("repair-visit", 1, None, ""), ("repair-labour", 1, None, "")),
    ),
]
TASKS = ["用户下午在家，上门前请先打电话。", "单元门密码需用户远程开，请提前联系。", "老人独居，敲门请多等一会儿。"]


@register
def add_work(city: City) -> None:
    """Finish work on cases that are settled, and leave work to do on some that are not."""
    chance, worker, clerk = chance_of("work"), city.people["field-worker"], city.people["north"]
    cases = Case.objects.filter(door=Door.REPAIRS, kind__code__in=WORKED, premise__isnull=False)
    cases = cases.select_related("premise", "gas_account__service_point").order_by("reference")
    settled = cases.filter(status__in=[Status.RESOLVED, Status.CLOSED], resolved_at__isnull=False)
    for case in settled[:FINISHED]:
        finish_work(case, chance, worker, clerk, city)
    live = cases.filter(status=Status.IN_PROGRESS)
    for case in live[:WAITING]:
        at = case.opened_at + timedelta(minutes=20)
        open_order(case=case, kind=WorkKind.REPAIR, by=clerk, at=at, task=chance.choice(TASKS))


def finish_work(case: Case, chance: Random, worker: User, clerk: User, city: City) -> None:
    """Play a visit that ends a little before the case was resolved; most of what it costs is paid."""
    job, until = chance.choice(JOBS), case.resolved_at - timedelta(minutes=10)
    began = max(case.opened_at + timedelta(minutes=1), until - timedelta(minutes=chance.randint(25, 90)))
    until = max(until, began + timedelta(minutes=5))
    order = open_order(case=case, kind=WorkKind.REPAIR, by=clerk, at=case.opened_at)
    visit = begin_visit(order=order, by=worker, at=began)
    facts = {"visit": visit, "by": worker, "at": began}
    for stage, colour in ((Stage.BEFORE, "#8a6d4b"), (Stage.AFTER, "#4b8a6d")):
        add_photos(stage=stage, uploads=[photo_of(colour, chance)], **facts)
    use_parts(visit, job, worker)
    name = case.contact_name or "用户"
    said = {"found": job.found, "done": job.done, "signed_name": name, "signature": signature_of(chance)}
    finish_visit(visit=visit, outcome=VisitOutcome.DONE, by=worker, at=until, **said)
    pay_some(visit, chance, clerk, city)


def use_parts(visit: Visit, job: Job, worker: User) -> None:
    at = visit.arrived_at + timedelta(minutes=3)
    for code, quantity, price, reason in job.used:
        fee = FeeItem.objects.valid_on(at.date()).get(code=code)
        facts = {"unit_price": price, "reason": reason, "by": worker, "at": at}
        add_fee_line(visit=visit, fee=fee, quantity=Decimal(quantity), **facts)


def pay_some(visit: Visit, chance: Random, clerk: User, city: City) -> None:
    paid_at = visit.order.done_at or city.midnight
    paid_at += timedelta(minutes=chance.randint(5, 2880))
    payment, pays = f"WX{chance.randrange(10**10):010}", chance.random() < 0.75
    if not pays or paid_at >= city.midnight:
        return
    for line in visit.order.fee_lines.filter(charge__isnull=False).select_related("charge"):
        record_payment(charge=line.charge, payment_reference=payment, by=clerk, at=paid_at)


def photo_of(colour: str, chance: Random) -> SimpleUploadedFile:
    """Draw a pipe with a valve, before a wall."""
    picture = Image.new("RGB", SIZE, "#d8d2c6")
    pen, height = ImageDraw.Draw(picture), chance.randint(120, 240)
    pen.rectangle((0, height, SIZE[0], height + 36), fill="#c9b21f")
    pen.ellipse((chance.randint(80, 320), height - 40, chance.randint(360, 440), height + 76), fill=colour)
    return uploaded(picture, "JPEG", "现场.jpg")


def signature_of(chance: Random) -> SimpleUploadedFile:
    """Draw a line as a hand does in a hurry."""
    picture = Image.new("RGB", (640, 256), "white")
    points = [(60 + 26 * n, chance.randint(70, 190)) for n in range(20)]
    ImageDraw.Draw(picture).line(points, fill="#16202e", width=4, joint="curve")
    return uploaded(picture, "PNG", "signature.png")


def uploaded(picture: Image.Image, form: str, name: str) -> SimpleUploadedFile:
    out = BytesIO()
    picture.save(out, form)
    return SimpleUploadedFile(name, out.getvalue())
