"""What customers were asked afterwards: about an outage, by phone, and by a questionnaire."""

from datetime import datetime, timedelta
from random import Random

from gasservice.cases.actions.asking import ask_about_outages
from gasservice.cases.actions.call_backs import draw_call_backs, record_call_back, take_call_back
from gasservice.cases.actions.survey import rate_case
from gasservice.cases.models import CallBack, SurveyInvitation
from gasservice.cases.terms import CallOutcome, Occasion
from gasservice.portal.sample.chance import chance_of
from gasservice.questionnaires.actions.answering import answer_questionnaire
from gasservice.questionnaires.actions.campaigns import add_question, draft_campaign, launch_campaign
from gasservice.questionnaires.actions.sending import send_questionnaires
from gasservice.questionnaires.models import Campaign
from gasservice.questionnaires.terms import QuestionKind
from gasservice.registry.models import Interruption
from gasservice.users.models import User

TITLE = {
    "title_en": "Paying and being told",
    "title_zh_hans": "缴费与停气通知",
    "title_zh_hant": "繳費與停氣通知",
    "purpose_en": "To decide which ways of paying and telling we build next.",
    "purpose_zh_hans": "用于决定下一步改进哪些缴费和通知方式。",
    "purpose_zh_hant": "用於決定下一步改進哪些繳費和通知方式。",
}
QUESTIONS = [
    (QuestionKind.SCALE, "How good is it to pay your bill?", "缴费方便吗？", "繳費方便嗎？"),
    (
        QuestionKind.YES_NO,
        "Were you told of the last outage in time?",
        "上次停气提前通知到您了吗？",
        "上次停氣提前通知到您了嗎？",
    ),
    (QuestionKind.CHOICE, "How do you pay?", "您用什么方式缴费？", "您用什麼方式繳費？"),
    (QuestionKind.WORDS, "What should we do better?", "您希望我们改进什么？", "您希望我們改進什麼？"),
]
WAYS = {
    "options_en": ["By phone app", "By bank transfer", "At the counter"],
    "options_zh_hans": ["手机", "银行代扣", "营业厅"],
    "options_zh_hant": ["手機", "銀行代扣", "營業廳"],
}
WISHES = ["停气通知最好提前两天发短信。", "营业厅中午也开着就好了。", "手机上能看到每天的用量。", ""]


def ask_afterwards(people: dict[str, User], midnight: datetime) -> None:
    answer_about_outage()
    call_some_back(people, midnight - timedelta(hours=8))
    run_campaign(people["standards-officer"], midnight - timedelta(days=6, hours=-9), midnight)


def answer_about_outage() -> None:
    """Have the outage of last month judged by some of those whose gas was off."""
    outage, chance = Interruption.objects.get(reference="T-0001"), chance_of("answers about an outage")
    at = outage.restored_at + timedelta(hours=36)
    ask_about_outages(at=at)
    for asked in SurveyInvitation.objects.filter(occasion=Occasion.OUTAGE).order_by("gas_account__number"):
        if chance.random() < 0.5:
            said = {"ease": chance.randint(3, 7), "recommend": chance.randint(5, 10)}
            answered_at = at + timedelta(hours=chance.uniform(1, 90))
            rate_case(invitation=asked, score=chance.choice([3, 4, 4, 5]), at=answered_at, **said)


def call_some_back(people: dict[str, User], at: datetime) -> None:
    """Draw this month's calls, and make every second of them."""
    chance, caller, other = chance_of("calls"), people["agent"], people["agent-2"]
    draw_call_backs(at=at)
    for call in CallBack.objects.order_by("case__reference")[::2]:
        by = other if call.case.assignments.filter(owner=caller).exists() else caller
        if call.case.assignments.filter(owner=by).exists():
            continue
        mine = take_call_back(call_back=call, by=by, at=at)
        record_call_back(call_back=mine, by=by, at=at + timedelta(minutes=5), **drawn_outcome(chance))


def drawn_outcome(chance: Random) -> dict[str, object]:
    if chance.random() < 0.25:
        return {"outcome": CallOutcome.NOT_REACHED}
    score = chance.choice([3, 4, 4, 5, 5])
    words = chance.choice(["师傅很客气。", "就是等得久了一点。", ""])
    return {"outcome": CallOutcome.REACHED, "score": score, "is_solved": score > 3, "words": words}


def run_campaign(officer: User, at: datetime, until: datetime) -> None:
    """Ask forty customers four questions, and have half of them answer by now."""
    days = {"opens_on": at.date(), "closes_on": at.date() + timedelta(days=14)}
    campaign = draft_campaign(by=officer, at=at, sample_size=40, **TITLE, **days)
    for kind, english, simplified, traditional in QUESTIONS:
        words = {"words_en": english, "words_zh_hans": simplified, "words_zh_hant": traditional}
        add_question(campaign=campaign, kind=kind, **words, **(WAYS if kind == QuestionKind.CHOICE else {}))
    launch_campaign(campaign=campaign, by=officer, at=at, seed="linjiang")
    send_questionnaires(at=at)
    answer_some(campaign, at, until)


def answer_some(campaign: Campaign, at: datetime, until: datetime) -> None:
    chance, (pay, told, way, words) = chance_of("questionnaire"), campaign.questions.all()
    for asked in campaign.asked.order_by("gas_account__number"):
        if chance.random() < 0.5:
            given = {pay: chance.choice([2, 3, 4, 4, 5, 5]), told: chance.choice([0, 1, 1]), way: chance.randint(1, 3)}
            answered_at = min(at + timedelta(hours=chance.uniform(1, 120)), until)
            answer_questionnaire(asked=asked, answers=given | {words: chance.choice(WISHES)}, at=answered_at)
