"""How our people behaved: work of some months drawn and scored, and two courses with three sessions."""

from datetime import datetime, timedelta
from random import Random

from gasservice.portal.sample.chance import SEED, chance_of
from gasservice.standards.clock import months_after
from gasservice.standards.models import ServiceNorm
from gasservice.training.access import had_no_part
from gasservice.training.actions.courses import enrol_person, hold_session, mark_attendance
from gasservice.training.actions.drawing import draw_work
from gasservice.training.actions.scoring import comment_on_score, score_work
from gasservice.training.models import Course, SampledWork, Session
from gasservice.training.queries.scores import norms_of
from gasservice.training.terms import Verdict
from gasservice.users.models import User

MONTHS = 6
# Who is still to learn what; everybody else mostly does it.
STILL_TO_LEARN = {"李晓雯": "no-empty-promise", "唐磊": "plain-words", "丁师傅": "price-first"}
OFTEN, SELDOM = 0.93, 0.35
REASONS = {
    "greeting": "没有先报姓名。",
    "card": "出示证件前就要求开门。",
    "shoe-covers": "没有穿鞋套。",
    "price-first": "开工后才报价。",
    "no-empty-promise": "答应“明天一定解决”，当天并没有排上。",
    "plain-words": "用了太多专业词，用户看不懂。",
    "hand-over": "转办时没有写清前情。",
}
COURSES = [
    (
        "plain-words",
        ("Promises and plain words", "承诺与答复用语", "承諾與答覆用語"),
        (
            "What we may promise, by when, and how to write it so that everybody understands it.",
            "什么能承诺、多久办结、怎样写得让用户一看就懂。",
            "什麼能承諾、多久辦結、怎樣寫得讓用戶一看就懂。",
        ),
        ["plain-words", "no-empty-promise", "hand-over"],
        ["complaints/late-charge", "complaints/staff-conduct"],
    ),
    (
        "at-the-door",
        ("At the customer’s door", "入户服务礼仪", "入戶服務禮儀"),
        (
            "Card, shoe covers, the price before the work: a visit from the bell to the receipt.",
            "亮证、鞋套、先报价后动工：从敲门到开收费单的一次上门。",
            "亮證、鞋套、先報價後動工：從敲門到開收費單的一次上門。",
        ),
        ["greeting", "card", "shoe-covers", "price-first"],
        ["repairs/fault"],
    ),
]
COLUMNS = ("en", "zh_hans", "zh_hant")


def watch_conduct(people: dict[str, User], midnight: datetime) -> None:
    """Draw and score the work of the last months, all but the last, and hold courses."""
    chance = chance_of("conduct")
    for back in range(MONTHS - 1, -1, -1):
        first = months_after(midnight.date().replace(day=1), -back)
        at = min(midnight, midnight.replace(year=first.year, month=first.month, day=2)) - timedelta(hours=12)
        draw_work(at=at, seed=f"{SEED} {first:%Y-%m}")
        score_drawn(people, at, chance, share=0.4 if back == 0 else 1.0)
    offer_courses(people, midnight)


def score_drawn(people: dict[str, User], at: datetime, chance: Random, share: float) -> None:
    """Have the supervisors score what was drawn; the last month is not finished."""
    works = SampledWork.objects.filter(scored_at=None).select_related("person", "team", "case")
    for work in works.order_by("case__reference", "appointment__window_from"):
        by = people["field-supervisor" if work.team.code in ("north", "south", "emergency") else "supervisor"]
        if chance.random() > share or not SampledWork.objects.filter(had_no_part(by), pk=work.pk).exists():
            continue
        verdicts = {norm: drawn_verdict(norm, work.person, chance) for norm in norms_of(work)}
        scored = score_work(work=work, verdicts=verdicts, words="", by=by, at=at + timedelta(hours=4))
        if chance.random() < 0.1:
            words = "当时用户着急，我先处理再补的说明，以后会先说清楚。"
            comment_on_score(work=scored, words=words, by=work.person, at=at + timedelta(hours=6))


def drawn_verdict(norm: ServiceNorm, person: User, chance: Random) -> tuple[Verdict, str]:
    if chance.random() < 0.08:
        return Verdict.NOT_SEEN, ""
    if chance.random() < (SELDOM if STILL_TO_LEARN.get(person.name) == norm.code else OFTEN):
        return Verdict.MET, ""
    return chance.choice([Verdict.PARTLY, Verdict.NOT_MET]), REASONS[norm.code]


def offer_courses(people: dict[str, User], midnight: datetime) -> None:
    """Hold each course once, one of them months ago, and announce a session that is coming."""
    writing, door = [course_of(*facts) for facts in COURSES]
    desk, field = people["supervisor"], people["field-supervisor"]
    held = session_of(writing, desk, midnight - timedelta(days=75))
    for place, came in {"agent-2": True, "agent-3": True, "billing": True, "billing-2": False}.items():
        row = enrol_person(session=held, person=people[place], by=desk, at=held.made_at)
        mark_attendance(enrolment=row, attended=came, by=desk, at=held.ends_at)
    second = session_of(door, field, midnight - timedelta(days=40))
    for place in ("field-worker-2", "field-worker-3", "north-2"):
        row = enrol_person(session=second, person=people[place], by=field, at=second.made_at)
        mark_attendance(enrolment=row, attended=True, by=field, at=second.ends_at)
    coming = session_of(writing, desk, midnight + timedelta(days=12))
    enrol_person(session=coming, person=people["billing-2"], by=desk, at=midnight - timedelta(days=2))


def course_of(code: str, names: tuple, texts: tuple, norms: list[str], kinds: list[str]) -> Course:
    said = {f"name_{column}": name for column, name in zip(COLUMNS, names, strict=True)}
    said |= {f"text_{column}": text for column, text in zip(COLUMNS, texts, strict=True)}
    return Course.objects.create(code=code, norm_codes=norms, kind_codes=kinds, **said)


def session_of(course: Course, by: User, day: datetime) -> Session:
    hours = {"starts_at": day + timedelta(hours=14), "ends_at": day + timedelta(hours=16, minutes=30)}
    facts = {"place": "总部三楼培训室", "trainer": "人力资源部 梁老师", "places": 12}
    return hold_session(course=course, by=by, at=day - timedelta(days=20), **hours, **facts)
