"""What was asked afterwards in the world, and whom we call."""

from datetime import timedelta


def build(people: dict, names: dict, now) -> dict:
    """A customer is unhappy with a closed case that is called back too; one questionnaire is a draft, one is out."""
    from gasservice.cases.actions.call_backs import take_call_back
    from gasservice.cases.actions.survey import invite_to_rate, rate_case
    from gasservice.cases.models import CallBack, FollowUp

    case = closed_case(people["agent"], now - timedelta(hours=3))
    invited = invite_to_rate(case=case, at=now)
    rate_case(invitation=invited.invitation, score=1, at=now, words="没有人来过。")
    facts = {"case": case, "team": case.team, "handler": case.owner, "month": now.date().replace(day=1)}
    call = CallBack.objects.create(drawn_at=now, **facts)
    take_call_back(call_back=call, by=people["supervisor"], at=now)
    rows = {"rated": invited.secret, "follow_up": FollowUp.objects.get().pk, "call_back": call.pk}
    return rows | build_campaigns(people["officer"], now)


def closed_case(agent, at):
    """A visitor complained by phone; the agent has closed it."""
    from gasservice.cases.actions.filing import open_case
    from gasservice.cases.actions.work import close_case, resolve_case, take_case
    from tests.world import kind_called

    facts = {"channel": "phone", "contact_name": "钱女士", "contact_phone": "+8613800138077", "title": "没有人来"}
    filed = open_case(kind=kind_called("something-else", at), words="约好了没有人来。", by=agent, at=at, **facts)
    case = take_case(case=filed.case, by=agent, at=at)
    resolve_case(case=case, finding="done", words="已另约时间。", by=agent, at=at)
    return close_case(case=case, by=agent, at=at)


def build_campaigns(officer, now) -> dict:
    from django.utils import timezone

    from gasservice.questionnaires.actions.answering import answer_questionnaire
    from gasservice.questionnaires.actions.campaigns import add_question, draft_campaign, launch_campaign
    from gasservice.questionnaires.secrets import secret_of_asked
    from tests.registry.conftest import three

    today = timezone.localdate(now)
    days = {"opens_on": today, "closes_on": today + timedelta(days=14), "sample_size": 5}
    draft, out = (
        draft_campaign(by=officer, at=now, **three("title", title), **three("purpose", "用于改进服务"), **days)
        for title in ("缴费方式", "停气通知")
    )
    options = {f"options_{column}": ["手机", "营业厅"] for column in ("en", "zh_hans", "zh_hant")}
    for campaign in (draft, out):
        for kind in ("scale", "yes_no", "words"):
            add_question(campaign=campaign, kind=kind, **three("words", f"问题 {kind}"))
        add_question(campaign=campaign, kind="choice", **three("words", "怎么缴费？"), **options)
    launch_campaign(campaign=out, by=officer, at=now)
    asked = out.asked.first()
    answer_questionnaire(asked=asked, answers={out.questions.get(kind="words"): "短信来得太晚"}, at=now)
    rows = {"draft_campaign": draft.pk, "campaign": out.pk, "asked": secret_of_asked(asked.pk)}
    return rows | {"said": asked.answers.get().pk}
