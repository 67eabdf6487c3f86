"""Crews, when they are out, and the visits that were agreed: some kept, one missed, some today and to come."""

from datetime import date, datetime, time, timedelta

from gasservice.cases.actions.promises import escalate_due
from gasservice.cases.actions.visits import apologise_for_missed, record_arrival, record_no_access
from gasservice.cases.models import Appointment, Case
from gasservice.portal.sample.parts import City, register
from gasservice.registry.models import District
from gasservice.standards.terms import Door
from gasservice.users.models import Team
from repairs.actions.booking import SlotGone, book_visit
from repairs.actions.crews import keep_crew, plan_shifts
from repairs.actions.orders import open_order
from repairs.queries.slots import slots_for
from repairs.terms import Skill, WorkKind

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
    "fault": WorkKind.REPAIR,
    "appliance": WorkKind.REPAIR,
    "gas-alarm": WorkKind.REPAIR,
    "safety-check": WorkKind.SAFETY_CHECK,
}
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# The day of each visit, counted from today, and what became of it; the last cases wait for a time to be chosen.
COURSES = [(-1, "kept"), (-1, "missed"), (-2, "no access"), (0, ""), (0, ""), (1, ""), (1, ""), (2, ""), (4, "")]
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
    """Give open cases their work orders, and agree on visits as if it had been done in the days before."""
    cases = open_cases(city)
    agreed, waiting = cases[: len(COURSES)], cases[len(COURSES) : len(COURSES) + WAITING]
    for case, (days, outcome) in zip(agreed, COURSES, strict=False):
        visit_on(case, city, city.today + days * DAY, outcome)
    for case in waiting:
        open_order(case=case, kind=WORK[case.kind.code], by=case.owner, at=city.midnight - 5 * HOUR)


def open_cases(city: City) -> list[Case]:
    """Give the cases that somebody has to go out for; those of whoever signs in come where a visit is ahead."""
    since = city.midnight - 4 * DAY
    rows = Case.objects.live().filter(door=Door.REPAIRS, kind__code__in=WORK, community__isnull=False)
    rows = list(rows.filter(opened_at__lt=since).select_related("kind", "owner", "community").order_by("reference"))
    own = [case for case in rows if case.filed_by_id]
    others = [case for case in rows if not case.filed_by_id]
    return [*others[:5], *own, *others[5:]]


def visit_on(case: Case, city: City, day: date, outcome: str) -> None:
    """Agree three days before on the first window of a day that is free; then let happen what happened."""
    at = min(city.midnight - HOUR, city.midnight + (day - city.today) - 2 * DAY - 14 * HOUR)
    order = open_order(case=case, kind=WORK[case.kind.code], by=case.owner, at=at)
    slot = next((slot for slot in slots_for(order=order, at=at) if slot.day == day), None)
    if slot is None:
        return
    try:
        visit = book_visit(order=order, window_from=slot.window_from, by=case.filed_by or case.owner, at=at)
    except SlotGone:
        return
    let_happen(visit, outcome, city)


def let_happen(visit: Appointment, outcome: str, city: City) -> None:
    worker = city.people["field-worker"]
    match outcome:
        case "kept":
            record_arrival(appointment=visit, by=worker, at=visit.window_from + HOUR)
        case "no access":
            record_no_access(appointment=visit, by=worker, at=visit.window_from + 2 * HOUR)
        case "missed":
            sweep_after(visit.window_until + HOUR)


def sweep_after(at: datetime) -> None:
    escalate_due(at=at)
    apologise_for_missed(at=at)
