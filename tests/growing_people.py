"""More of what stands on the pages of volunteers and of training, written as rows."""

from copy import copy
from datetime import timedelta

from django.utils import timezone

from gasservice.cases.models import Case, CaseEvent
from gasservice.files.actions import keep_upload
from gasservice.registry.models import Community, District
from gasservice.training.models import Course, Drawing, Enrolment, NormScore, SampledWork, Session
from gasservice.users.models import Team, User
from gasservice.volunteers.models import Observation, ObservationPhoto, ObservationStep, SpotCheck, Volunteer
from tests.files.pictures import picture, upload
from tests.registry.conftest import three
from tests.world import World

DAY = timedelta(days=1)


def user_of(place: str) -> User:
    return User.objects.get(email=f"{place}@linjiang.example")


def like(case: Case, number: int, **changes) -> Case:
    other = copy(case)
    other.pk, other.reference, other.submission, other._state = None, f"V-{number}", None, type(case)()._state
    for name, value in changes.items():
        setattr(other, name, value)
    other.save()
    return other


def more_volunteers(world: World, count: int) -> None:
    """Let as many more people apply and as many be named, each for an estate of a district of its own."""
    now, boss = timezone.now(), user_of("supervisor")
    today = timezone.localdate(now)
    for _ in range(count):
        number = User.objects.count()
        district = District.objects.create(code=f"v{number}", **three("name", f"District {number}"))
        garden = Community.objects.create(code=f"V{number}", district=district, name=f"花园{number}")
        term = {"term_from": today - 90 * DAY, "term_until": today + 90 * DAY, "vetted_by": boss, "vetted_at": now}
        for state, facts in (("applied", {}), ("accepted", term | {"state": "accepted"})):
            user = User.objects.create(name=f"{state} {number}", email=f"{state}{number}@home.example")
            row = Volunteer.objects.create(user=user, motive="想看看。", applied_at=now, **facts)
            row.patch.add(garden)


def more_seen(world: World, count: int) -> None:
    """Let volunteers write as many more: open and late with a photo, climbed, and answered late for the public."""
    more_volunteers(world, 1)
    now, agent = timezone.now(), user_of("agent")
    first, team = Observation.objects.get(pk=world.names["observation"]), Team.objects.get(code="service")
    own, others = first.volunteer, list(Volunteer.objects.filter(state="accepted"))
    said = {"answer": "已改。", "answered_by": agent, "public_words": "排队。", "public_answer": "已改。"}
    for n in range(count):
        other = others[n % len(others)]
        for row in (own, other):
            facts = {"community": row.patch.first(), "kind": "visit", "seen_on": now.date(), "words": f"第{n}条"}
            facts |= {"team": team, "due_at": now - DAY, "written_at": now - 40 * DAY}
            waiting = Observation.objects.create(volunteer=row, **facts)
            Observation.objects.create(volunteer=row, answered_at=now, **facts, **said)
            file = keep_upload(upload=upload(picture()), by=row.user, at=now)
            ObservationPhoto.objects.create(observation=waiting, file=file)
            ObservationStep.objects.create(observation=waiting, position=3, rung="lead", told=agent, at=now)
            ObservationPhoto.objects.create(
                observation=first, file=keep_upload(upload=upload(picture()), by=row.user, at=now)
            )
        ObservationStep.objects.create(
            observation=first, position=100 + first.steps.count(), rung="head", told=agent, at=now
        )


def more_checks(world: World, count: int) -> None:
    """Draw as many more closed cases for the volunteer, half of them judged."""
    first = SpotCheck.objects.get(pk=world.names["check"])
    facts = {"volunteer": first.volunteer, "month": first.month, "drawn_at": first.drawn_at}
    for n in range(2 * count):
        said = {"fair": 5, "clear": 4, "judged_at": first.drawn_at} if n % 2 else {}
        SpotCheck.objects.create(case=like(first.case, Case.objects.count()), **facts, **said)


def more_scored(world: World, count: int) -> None:
    """Draw as many more cases of the agent, half scored and commented on, and let more happen in one."""
    now, agent, boss = timezone.now(), user_of("agent"), user_of("head")
    first, scored = (SampledWork.objects.get(pk=world.names[name]) for name in ("to_score", "scored"))
    for n in range(2 * count):
        case = like(first.case, Case.objects.count())
        facts = {"drawing": Drawing.objects.first(), "person": agent, "team": agent.team, "done_at": first.done_at}
        said = {"scored_by": boss, "scored_at": now, "comment": "明白。", "commented_at": now} if n % 2 else {}
        work = SampledWork.objects.create(case=case, **facts, **said)
        if n % 2:
            scores = [NormScore(work=work, norm=one.norm, verdict="met") for one in scored.scores.all()]
            NormScore.objects.bulk_create(scores)
    for _ in range(count):
        CaseEvent.objects.create(case=first.case, kind="assigned", by=boss, subject=agent, at=now)


def more_courses(world: World, count: int) -> None:
    """Hold as many more sessions, each of a course of its own, attended by the agent; enrol as many more people."""
    now, agent, boss = timezone.now(), user_of("agent"), user_of("supervisor")
    coming = Session.objects.get(pk=world.names["coming_session"])
    for n in range(count):
        number = Course.objects.count()
        texts = {**three("name", f"Course {number}"), **three("text", "x")}
        course = Course.objects.create(code=f"c{number}", kind_codes=["billing/bill-question"], **texts)
        starts = now - (40 + n) * DAY
        hours = {"starts_at": starts, "ends_at": starts + DAY / 12, "place": "Room", "trainer": "Gu", "places": 9}
        held = Session.objects.create(course=course, made_by=boss, made_at=now, **hours)
        came = {"attended": True, "marked_by": boss, "marked_at": now}
        Enrolment.objects.create(session=held, person=agent, enrolled_by=boss, enrolled_at=now, **came)
        facts = {"name": f"Person {number}", "email": f"p{number}@gas.example", "role": "agent", "team": agent.team}
        person = User.objects.create(**facts)
        Enrolment.objects.create(session=coming, person=person, enrolled_by=boss, enrolled_at=now)
