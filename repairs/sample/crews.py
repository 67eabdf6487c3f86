"""Crews, when they are out, and the visits that were agreed: some kept, one missed, some today and to come."""

from datetime import date, datetime, time, timedelta

from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.visits import apologise_for_missed, record_arrival, record_no_access
from gasservice.cases.actions.work import take_case
from gasservice.cases.models import Appointment, Case
from gasservice.cases.references import FIRST, LAST, reference_of
from gasservice.portal.sample.chance import chance_of
from gasservice.portal.sample.parts import City, register
from gasservice.portal.sample.stage import sweep_until
from gasservice.registry.models import District, Tenure
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Door, Purpose
from gasservice.users.models import Team
from repairs.actions.booking import book_visit
from repairs.actions.crews import keep_crew, plan_shifts
from repairs.actions.orders import open_order
from repairs.queries.slots import slots_for
from repairs.terms import Skill

NORTH, SOUTH = ["jiangbei", "gaoxin"], ["gulou", "jiangnan", "nanhu"]
HANDS = [Skill.REPAIR, Skill.PIPEWORK, Skill.METER, Skill.INSPECTION]
# Short name, names, team, skills, districts, members, from, until.
CREWS = [
    ("north-1", "North crew 1", "江北一组", "江北一組", "north", HANDS, NORTH, ["field-worker"], 8, 16),
    ("north-2", "North crew 2", "江北二组", "江北二組", "north", HANDS, NORTH, ["field-worker-2"], 12, 20),
    ("south-1", "South crew 1", "江南一组", "江南一組", "south", HANDS, SOUTH, ["field-worker-3"], 8, 16),
    ("south-2", "South crew 2", "江南二组", "江南二組", "south", HANDS, SOUTH, ["field-worker-4"], 12, 20),
    ("emergency-1", "Emergency crew", "抢险组", "搶險組", "emergency", [Skill.EMERGENCY], NORTH + SOUTH,
     ["field-worker-5"], 8, 20),
]  # fmt: skip
WORK = {
    "fault": Purpose.REPAIR,
    "appliance": Purpose.REPAIR,
    "gas-alarm": Purpose.REPAIR,
    "safety-check": Purpose.SAFETY_CHECK,
}
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# The day of each visit, counted from today, what became of it, and what it was asked for.
COURSES = [
    (-1, "kept", "灶具打不着火", "左边灶眼打不着火，电池已换新。"),
    (-1, "missed", "表前阀渗水", "表前阀接口处有水珠，想请师傅看看。"),
    (-2, "no access", "热水器点火后熄灭", "热水器点着后几秒就灭，反复好几次。"),
    (0, "", "燃气表不走字", "用气时表上的数字不动，担心以后账单算不清。"),
    (0, "", "软管老化要换", "灶具软管发硬开裂，请来更换。"),
    (1, "", "火苗发黄", "三个灶眼火苗都发黄，锅底熏黑。"),
    (1, "", "表具电池低", "表上显示电池低，买了电池不会装。"),
    (2, "", "阀门关不严", "灶前阀拧到底还能点着火。"),
    (4, "", "厨房没气，邻居正常", "昨晚起没气，对门有气，账单都缴清了。"),
]
ASKED_BEFORE = timedelta(days=3)
WAITING = 3


@register
def send_out_crews(city: City) -> None:
    """Make the crews and plan two weeks behind and two ahead."""
    teams, districts = {row.code: row for row in Team.objects.all()}, {row.code: row for row in District.objects.all()}
    facts = {"by": city.people["field-supervisor"], "at": city.midnight}
    for code, en, hans, hant, team, skills, where, members, opens, closes in CREWS:
        crew = keep_crew(
            crew=None,
            code=code,
            name_en=en,
            name_zh_hans=hans,
            name_zh_hant=hant,
            team=teams[team],
            skills=skills,
            districts=[districts[name] for name in where],
            members=[city.people[name] for name in members],
            is_active=True,
            **facts,
        )
        hours = {"opens": time(opens), "closes": time(closes), "weekdays": range(7)}
        plan_shifts(crew=crew, since=city.today - 14 * DAY, weeks=5, **hours, **facts)


@register
def agree_on_visits(city: City) -> None:
    """Let homes ask for repairs and agree on visits, as it was done in the days before; open cases wait for a time."""
    kind = CaseKind.objects.valid_on(city.today).get(door=Door.REPAIRS, code="fault")
    held = Tenure.objects.filter(held_until=None, customer__user=None, gas_account__supply_class="residential")
    held = held.select_related("customer", "gas_account__service_point__premise__community")
    homes = list(held.order_by("gas_account__number")[:: max(1, held.count() // (len(COURSES) + 1))])
    chance = chance_of("visits")
    for tenure, (days, outcome, title, words) in zip(homes, COURSES, strict=False):
        number = reference_of(chance.randint(FIRST, LAST))
        case = ask_for_repair(kind, tenure, title, words, reference=number, at=asked_at(city, days))
        visit_on(case, city, city.today + days * DAY, outcome)
    for case in open_cases(city):
        open_order(case=case, kind=WORK[case.kind.code], by=case.owner, at=city.midnight - 5 * HOUR)


def asked_at(city: City, days: int) -> datetime:
    return min(city.midnight - 14 * HOUR, city.midnight + days * DAY - ASKED_BEFORE + 9 * HOUR)


def ask_for_repair(kind: CaseKind, tenure: Tenure, title: str, words: str, *, reference: str, at: datetime) -> Case:
    """File a repair for a home; somebody of the team takes it within the hour."""
    account, customer = tenure.gas_account, tenure.customer
    premise = account.service_point.premise
    facts = {"reference": reference, "title": title, "channel": "web"}
    facts |= {"contact_name": customer.name, "contact_phone": customer.phone, "customer": customer}
    facts |= {"gas_account": account, "premise": premise, "community": premise.community}
    case = open_case(kind=kind, words=words, by=None, at=at, **facts).case
    return take_case(case=case, by=case.team.lead, at=at + HOUR)


def open_cases(city: City) -> list[Case]:
    """Give the open cases that somebody has to go out for, and for which no time is agreed."""
    booked = Appointment.objects.values("case")
    rows = Case.objects.live().filter(door=Door.REPAIRS, kind__code__in=WORK, community__isnull=False)
    return list(rows.exclude(pk__in=booked).select_related("kind", "owner").order_by("reference")[:WAITING])


def visit_on(case: Case, city: City, day: date, outcome: str) -> None:
    """Agree on the first window of a day that is free; then let happen what happened."""
    at = asked_at(city, (day - city.today).days) + 2 * HOUR
    order = open_order(case=case, kind=WORK[case.kind.code], by=case.owner, at=at)
    slot = next((slot for slot in slots_for(order=order, at=at) if slot.day == day), None)
    if slot:
        visit = book_visit(order=order, window_from=slot.window_from, by=case.owner, at=at)
        let_happen(visit, outcome, city)


def let_happen(visit: Appointment, outcome: str, city: City) -> None:
    """Let what became of a visit happen; what was due before it is swept first, as it would have been."""
    worker = city.people["field-worker"]
    match outcome:
        case "kept":
            at = visit.window_from + HOUR
            sweep_until(at)
            record_arrival(appointment=visit, by=worker, at=at)
        case "no access":
            at = visit.window_from + 2 * HOUR
            sweep_until(at)
            record_no_access(appointment=visit, by=worker, at=at)
        case "missed":
            at = visit.window_until + HOUR
            sweep_until(at)
            apologise_for_missed(at=at)
