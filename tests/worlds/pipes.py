"""A pipe change in the world."""

from datetime import datetime, timedelta
from decimal import Decimal


def build(people: dict, names: dict, now: datetime) -> dict:
    """Add rows, and give what stands in addresses by name; `people` are users by role, `names` what stands so far.

    The owner's change is surveyed and quoted, and a second version is being made; another change has come by phone.
    """
    from gasservice.cases.actions.filing import open_case
    from gasservice.cases.actions.handing import hand_over_case
    from gasservice.cases.models import Case
    from gasservice.registry.models import GasAccount
    from gasservice.standards.models import CaseKind
    from repairs.actions.quotes import begin_quote, send_quote
    from repairs.models import Quote

    owner, agent, at = people["owner"], people["agent"], now - timedelta(hours=3)
    account = GasAccount.objects.select_related("service_point__premise").get(number=names["account"])
    premise = account.service_point.premise
    kind = CaseKind.objects.valid_on(now.date()).get(code="pipe-change")
    place = {"gas_account": account, "premise": premise, "community": premise.community}
    facts = {"kind": kind, "channel": "web", "contact_name": owner.name, "title": "厨房改管"}
    case = open_case(words="新厨房，管道要移。", by=owner, at=at, **facts, **place).case
    hand_over_case(case=case, to_team=agent.team, to_owner=agent, reason="由客服跟进", by=agent, at=at)
    case = Case.objects.get(pk=case.pk)
    survey_pipes(case, agent, at)
    quote = send_quote(quote=Quote.objects.select_related("case", "rule").get(case=case), by=agent, at=at)
    begin_quote(case=case, by=agent, at=at)
    asked = open_case(words="灶具要换位置。", by=agent, at=at, **facts | {"channel": "phone"}).case
    hand_over_case(case=asked, to_team=agent.team, to_owner=agent, reason="由客服跟进", by=agent, at=at)
    return {"pipes": case.reference, "pipes_asked": asked.reference, "pipe_quote": quote.version, "pipe_draft": 2}


def survey_pipes(case, agent, at: datetime) -> None:
    """Give all papers, accept them but for one file more, and measure."""
    from gasservice.files.actions import keep_upload
    from repairs.actions.pipe_work import record_survey
    from repairs.actions.pipes import check_papers, keep_papers, open_survey
    from repairs.models import PipeChange
    from repairs.queries.papers import papers_needed
    from tests.files.pictures import picture, upload

    told = {"moved": ["pipe"], "why": "新厨房", "distance": "far", "home": "own"}
    change = PipeChange.objects.create(case=case, told_at=at, **told)
    rules = papers_needed(change)
    keep_papers(change, {rule: [keep_upload(upload=upload(picture()), by=None, at=at)] for rule in rules}, at)
    order = open_survey(change=change, by=agent, at=at)
    check_papers(change=change, verdicts=dict.fromkeys(rules, ""), by=agent, at=at)
    record_survey(order=order, by=agent, at=at, pipe_metres=Decimal("3.5"), moves_meter=True)
