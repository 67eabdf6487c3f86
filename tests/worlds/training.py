"""What was scored in the world, and the courses that are held."""

from datetime import timedelta


def build(people: dict, names: dict, now) -> dict:
    """One of an agent's cases of last month is scored, another is not; a visit is. A course was held, one is coming."""
    from gasservice.training.actions.drawing import draw_work
    from gasservice.training.models import SampledWork

    last = now.replace(day=1) - timedelta(days=9)
    for _n in range(2):
        close_then(people["agent"], last)
    come_then(people["field"], last)
    draw_work(at=now, seed="world")
    agent, field = (list(SampledWork.objects.filter(person=people[who]).order_by("pk")) for who in ("agent", "field"))
    score_all([agent[0], field[0]], now)
    rows = {"to_score": agent[1].pk, "scored": agent[0].pk, "scored_visit": field[0].pk}
    rows |= {"agent": people["agent"].pk, "field": people["field"].pk}
    return rows | build_courses(people, now)


def close_then(agent, at) -> None:
    from tests.worlds.surveys import closed_case

    closed_case(agent, at)


def come_then(worker, at) -> None:
    """The worker came for a case; the window was his."""
    from gasservice.cases.actions.story import record_event
    from gasservice.cases.models import Appointment, Case
    from gasservice.cases.terms import EventKind
    from gasservice.users.models import User
    from tests.worlds.surveys import closed_case

    case = closed_case(User.objects.get(email="north@linjiang.example"), at)
    Case.objects.filter(pk=case.pk).update(owner=None)
    window = {"window_from": at, "window_until": at + timedelta(hours=2), "booked_at": at, "changed_at": at}
    Appointment.objects.create(case=case, purpose="repair", state="kept", arrived_at=at, **window)
    record_event(case=case, kind=EventKind.ARRIVED, by=worker, at=at)


def score_all(works: list, now) -> None:
    from gasservice.training.actions.scoring import score_work
    from gasservice.training.queries.scores import norms_of
    from gasservice.users.models import User

    head = User.objects.get(email="head@linjiang.example")
    for work in works:
        first, *rest = norms_of(work)
        verdicts = dict.fromkeys(rest, ("met", "")) | {first: ("partly", "没有报姓名。")}
        score_work(work=work, verdicts=verdicts, words="态度不错。", by=head, at=now)


def build_courses(people: dict, now) -> dict:
    from gasservice.training.actions.courses import enrol_person, hold_session, mark_attendance
    from gasservice.training.models import Course
    from tests.registry.conftest import three

    texts = {**three("name", "说话与写信"), **three("text", "把话说明白。")}
    course = Course.objects.create(
        code="plain", norm_codes=["plain-words"], kind_codes=["billing/bill-question"], **texts
    )
    supervisor, agent = people["supervisor"], people["agent"]
    facts = {"course": course, "place": "三楼培训室", "trainer": "顾老师", "places": 8, "by": supervisor}
    coming, held = (
        hold_session(starts_at=at, ends_at=at + timedelta(hours=2), at=now - timedelta(days=70), **facts)
        for at in (now + timedelta(days=9), now - timedelta(days=60))
    )
    rows = [
        enrol_person(session=session, person=agent, by=supervisor, at=session.starts_at - timedelta(days=1))
        for session in (coming, held)
    ]
    mark_attendance(enrolment=rows[1], attended=True, by=supervisor, at=now)
    return {"coming_session": coming.pk, "held_session": held.pk, "enrolment": rows[0].pk}
