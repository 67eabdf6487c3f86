"""Work orders on the cases of repairs: visits that were finished, what they cost, and what waits for a crew."""

from dataclasses import dataclass
from datetime import datetime, timedelta
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
from gasservice.standards.terms import Door, Purpose
from gasservice.users.models import User
from repairs.actions.charges import record_payment
from repairs.actions.fees import add_fee_line
from repairs.actions.orders import open_order
from repairs.actions.visits import add_photos, begin_visit, finish_visit
from repairs.models import Visit
from repairs.terms import Stage, VisitOutcome

FINISHED, WAITING = 30, 8
SIZE = (480, 360)


@dataclass(frozen=True)
class Job:
    """What a crew found on a case of a title, and what it used: a fee, its price inside the range, and why."""

    found: str
    used: tuple[tuple[str, int | None, str], ...] = ()
    is_ours: bool = False


VISITED = ("repair-visit", None, "")
HOUR = ("repair-labour", None, "")
# By the title of the case; what was done stands in its resolution.
JOBS = {
    "灶具打不着火": Job("两个灶眼熄火保护热电偶积碳，电池正常。", (VISITED, HOUR)),
    "燃气表前阀门拧不动": Job("表前旋塞阀锈死，属于表前设施。", (("stove-valve", None, ""),), is_ours=True),
    "全家没气，邻居有气": Job("物联网表电量过低，表内阀自动关闭。"),
    "热水器水忽冷忽热": Job("晚高峰楼前压力偏低，户内设施正常。"),
    "燃气报警器一直响": Job("检测无泄漏，报警器传感器到期。", (("alarm-fitting", None, ""),)),
    "报警器到期怎么换": Job("报警器已过有效期。", (("alarm-fitting", None, ""),)),
    "新买的热水器要你们装吗": Job(
        "新热水器已到货，接口相符。",
        (("appliance-fitting", 120, "含烟管打孔与安装"), ("hose", 90, "2米金属包覆软管"), ("connector", None, "")),
    ),
    "液化气灶能改成天然气用吗": Job("旧灶为液化气专用，不能改装。"),
    "Boiler shows an error and there is no hot water": Job(
        "The ignition electrode is worn and the flue is dirty.", (VISITED, HOUR)
    ),
}
TASKS = ["用户下午在家，上门前请先打电话。", "单元门密码需用户远程开，请提前联系。", "老人独居，敲门请多等一会儿。"]


@register
def add_work(city: City) -> None:
    """Finish work on cases that are settled, and leave work to do on some that are not."""
    chance, worker, clerk = chance_of("work"), city.people["field-worker"], city.people["north"]
    cases = Case.objects.filter(door=Door.REPAIRS, title__in=JOBS, premise__isnull=False)
    cases = cases.select_related("premise", "gas_account__service_point").order_by("reference")
    settled = cases.filter(status__in=[Status.RESOLVED, Status.CLOSED], resolved_at__isnull=False)
    for case in settled[:FINISHED]:
        finish_work(case, chance, worker, clerk, city)
    for case in cases.live()[:WAITING]:
        at = case.opened_at + timedelta(minutes=20)
        open_order(case=case, kind=Purpose.REPAIR, by=clerk, at=at, task=chance.choice(TASKS))


def finish_work(case: Case, chance: Random, worker: User, clerk: User, city: City) -> None:
    """Play a visit that ends a little before the case was resolved; most of what it costs is paid."""
    job, until = JOBS[case.title], case.resolved_at - timedelta(minutes=10)
    began = max(case.opened_at + timedelta(minutes=1), until - timedelta(minutes=chance.randint(25, 90)))
    until = max(until, began + timedelta(minutes=5))
    order = open_order(case=case, kind=Purpose.REPAIR, by=clerk, at=case.opened_at)
    visit = begin_visit(order=order, by=worker, at=began)
    facts = {"visit": visit, "by": worker, "at": began}
    for stage, colour in ((Stage.BEFORE, "#8a6d4b"), (Stage.AFTER, "#4b8a6d")):
        add_photos(stage=stage, uploads=[photo_of(colour, chance)], **facts)
    use_parts(visit, job, worker)
    name = case.contact_name or "用户"
    said = {"found": job.found, "done": case.resolutions.last().words, "signed_name": name}
    signed = {"signature": signature_of(chance)}
    ended = finish_visit(visit=visit, outcome=VisitOutcome.DONE, by=worker, at=until, **said, **signed)
    pay_some(ended, until, chance, clerk, city)


def use_parts(visit: Visit, job: Job, worker: User) -> None:
    at = visit.arrived_at + timedelta(minutes=3)
    for code, price, reason in job.used:
        fee = FeeItem.objects.valid_on(at.date()).get(code=code)
        facts = {"unit_price": price and Decimal(price), "reason": reason, "is_ours": job.is_ours}
        add_fee_line(visit=visit, fee=fee, quantity=Decimal(1), by=worker, at=at, **facts)


def pay_some(visit: Visit, until: datetime, chance: Random, clerk: User, city: City) -> None:
    paid_at = until + timedelta(minutes=chance.randint(5, 2880))
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
