"""What surveys and the calls after them rest on: a rule, a promise to call, and a closed case."""

from datetime import date

from gasservice.cases.actions.work import close_case, resolve_case
from gasservice.cases.models import Case
from gasservice.standards.models import LadderStep, ServiceStandard, SlaPolicy, SurveyRule
from tests.cases.conftest import SINCE, three


def publish_rule(**facts) -> SurveyRule:
    usual = {"apart_days": 14, "rest_days": 30, "after_hours": 24, "outage_sample": 20}
    return SurveyRule.objects.create(valid_from=SINCE, **usual | {"call_percent": 50, "call_tries": 3} | facts)


def promise_calls(calendar, door: str = "complaints") -> SlaPolicy:
    """Promise a call within eight working hours: the supervisor is told when it is late, the head an hour after."""
    words = {**three("words", "We call."), **three("basis", "Our promise")}
    standard = ServiceStandard.objects.get_or_create(code="unhappy-called", valid_from=SINCE, defaults=words)[0]
    facts = {"allowance": 480, "unit": "working_minutes", "calendar": calendar, "warn_minutes": 120}
    policy = SlaPolicy.objects.create(
        standard=standard, door=door, promise="follow_up", valid_from=date(2024, 1, 1), **facts
    )
    for position, (rung, minutes) in enumerate([("supervisor", 0), ("head", 60)], 1):
        LadderStep.objects.create(policy=policy, position=position, rung=rung, after_minutes=minutes)
    return policy


def close(case: Case, by, at, **reached) -> Case:
    Case.objects.filter(pk=case.pk).update(**{"contact_email": "mei@home.example"} | reached)
    case.refresh_from_db()
    resolve_case(case=case, finding="done", words="Done.", by=by, at=at)
    return close_case(case=case, by=by, at=at)
