"""Two citizen supervisors: cases drawn for them and judged, what they saw, and what they were answered."""

from datetime import date, datetime, timedelta

from gasservice.portal.sample.outages import moment
from gasservice.registry.models import Community
from gasservice.standards.clock import months_after
from gasservice.users.models import User
from gasservice.users.terms import Role
from gasservice.volunteers.actions.checks import draw_checks, judge_check
from gasservice.volunteers.actions.observations import answer_observation, write_observation
from gasservice.volunteers.actions.vetting import accept_volunteer, apply_to_volunteer
from gasservice.volunteers.models import SpotCheck, Volunteer

DAY = timedelta(days=1)
MONTHS = 3
MOTIVES = {
    "volunteer": "退休前在街道工作，熟悉周边小区，想看看报修和停气通知做得怎么样。每周二、四上午有空。",
    "volunteer-2": "以前教书，想帮老人看看账单和答复写得明不明白。周末有空。",
}
# Days ago, whose, how, what was seen, days until the answer, the answer, and both as the public reads them.
SEEN = [
    (
        70, "volunteer", "visit", "滨江路营业厅中午只开一个窗口，排队十一人，等了四十分钟。", 3,
        "已核实。午间增开一个窗口，并在大厅显示等候人数。", "营业厅中午只开一个窗口，排队较长。",
        "午间增开一个窗口，大厅显示等候人数。",
    ),
    (
        48, "volunteer-2", "observation", "停气通知贴在单元门外，字太小，老人看不清。", 4,
        "谢谢您，停气通知改用大字，并在电梯里加贴一份。", "停气通知字太小，老人看不清。",
        "改用大字，并在电梯里加贴一份。",
    ),
    (
        36, "volunteer", "visit", "看了抢修现场：围挡齐全，师傅出示了证件，讲得清楚。", 2,
        "谢谢您的肯定，已转告班组。", "抢修现场围挡齐全，师傅出示证件，讲解清楚。", "谢谢肯定，已转告班组。",
    ),
    (
        33, "volunteer-2", "visit", "改管施工后墙洞没有封堵，说第二天来，隔了三天才来。", 12,
        "属实，已对班组考核，施工当天必须封堵。答复晚了，向您致歉。", "改管后墙洞没有当天封堵。",
        "属实，施工当天必须封堵。",
    ),
    (11, "volunteer", "observation", "楼道里的阀门标识牌掉了两块，找不到主阀。", None, "", "", ""),
    (5, "volunteer", "observation", "表箱门锁坏了两个，关不上。", 2, "已安排更换门锁，本周内完成。", "", ""),
    (2, "volunteer-2", "visit", "营业厅的叫号机坏了，靠人工排队。", None, "", "", ""),
]  # fmt: skip


def supervise(people: dict[str, User], places: list[Community], today: date) -> None:
    """Let two people apply and be named, look at what chance drew in the last months, and write what they saw."""
    half = (len(places) + 1) // 2
    patches = {"volunteer": places[:half], "volunteer-2": places[half:]}
    since = months_after(today.replace(day=1), -MONTHS - 1)
    named = {place: name_one(people, place, patch[:12], since) for place, patch in patches.items()}
    for n in range(MONTHS, 0, -1):
        look_at(months_after(today.replace(day=1), -n), people)
    for seen in SEEN:
        write_one(seen, named, people, moment(today, 0))


def name_one(people: dict[str, User], place: str, patch: list[Community], since: date) -> Volunteer:
    user, applied = people[place], moment(since, 10) - 20 * DAY
    user.role = Role.CUSTOMER
    user.save(update_fields=["role"])
    row = apply_to_volunteer(patch=patch, motive=MOTIVES[place], by=user, at=applied)
    term = {"patch": patch, "term": (since, months_after(since, 12)), "why": ""}
    return accept_volunteer(volunteer=row, by=people["supervisor"], at=applied + 6 * DAY, **term)


def look_at(month: date, people: dict[str, User]) -> None:
    """Draw from a month on the first of the next, and judge most of it."""
    day = months_after(month, 1)
    at: datetime = moment(day, 9)
    draw_checks(month=month, day=day, at=at)
    for n, check in enumerate(SpotCheck.objects.filter(month=month).order_by("pk")):
        if n % 4 != 3:
            words = "答复写得客气，但办理期限没有写明。" if n % 3 == 1 else ""
            judge_check(check=check, fair=4 + n % 2, clear=3 + n % 3, words=words, at=at + (n % 5) * DAY)


def write_one(seen: tuple, named: dict[str, Volunteer], people: dict[str, User], midnight: datetime) -> None:
    days, place, kind, words, answered, answer, public_words, public_answer = seen
    at, volunteer = midnight - days * DAY + timedelta(hours=15), named[place]
    facts = {"community": volunteer.patch.first(), "kind": kind, "seen_on": (at - DAY).date(), "words": words}
    row = write_observation(volunteer=volunteer, at=at, **facts)
    if answered:
        public = {"public_words": public_words, "public_answer": public_answer}
        answer_observation(observation=row, answer=answer, by=people["lead"], at=at + answered * DAY, **public)
