"""Whom a campaign may fall on, whom it does, and what the answers come to."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gasservice.cases.actions.asking import asked_lately
from gasservice.cases.models import Case, SurveyResponse
from gasservice.oversight.rules import Share
from gasservice.questionnaires.models import Answer, Asked, Campaign, Question, WordsErased
from gasservice.questionnaires.terms import NO, SATISFIED, SCALE, YES, QuestionKind
from gasservice.registry.models import Customer, Tenure
from gasservice.registry.queries.samples import holders_reachable, in_drawn_order
from gasservice.standards.queries import survey_rule_on
from gasservice.users.models import User

CAME_TO_DOOR = timedelta(days=365)
WORDS_SHOWN = 100


@dataclass(frozen=True)
class QuestionResult:
    """What a question got: how many answered it and how often each answer was given, or their words.

    `share` is of those who are satisfied, or who say yes.
    """

    question: Question
    answered: int
    counts: dict[int, int]
    share: Share | None
    mean: float | None
    words: list[Answer]


@dataclass(frozen=True)
class CampaignResult:
    """What a campaign got: how many of those it was sent to answered, and each question."""

    drawn: int
    response: Share
    questions: list[QuestionResult]


def frame_of(campaign: Campaign, at: datetime) -> QuerySet[Tenure]:
    """Give who may be drawn: who fits, can be reached, and was asked nothing lately."""
    today = timezone.localdate(at)
    rows = holders_reachable(today).filter(fitting(campaign))
    if campaign.door:
        came = Case.objects.filter(gas_account=OuterRef("gas_account"), door=campaign.door)
        rows = rows.filter(Exists(came.filter(opened_at__gt=at - CAME_TO_DOOR)))
    rule = survey_rule_on(today)
    if rule is None:
        return rows
    drawn = Asked.objects.filter(gas_account=OuterRef("gas_account"))
    rested = Exists(drawn.filter(drawn_at__gt=at - timedelta(days=rule.rest_days)))
    about_outage = asked_lately(rule.rest_days, at, gas_account=OuterRef("gas_account"))
    about_case = asked_lately(rule.rest_days, at, case__gas_account=OuterRef("gas_account"))
    return rows.exclude(rested).exclude(about_outage).exclude(about_case)


def fitting(campaign: Campaign) -> Q:
    place, fits = "gas_account__service_point__premise__community", Q()
    if campaign.district_id:
        fits &= Q((f"{place}__district", campaign.district_id))
    if campaign.community_id:
        fits &= Q((place, campaign.community_id))
    if campaign.account_numbers:
        fits &= Q(gas_account__number__in=campaign.account_numbers)
    return fits


def drawn_of(campaign: Campaign, at: datetime) -> list[tuple[int, int]]:
    """Draw customers with the account each is drawn by; who holds several accounts is asked once."""
    rows = in_drawn_order(frame_of(campaign, at), campaign.seed, "gas_account__number")
    return list(islice(once_each(rows.values_list("customer", "gas_account").iterator()), campaign.sample_size))


def once_each(rows: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    seen = set()
    for customer, account in rows:
        if customer not in seen:
            seen.add(customer)
            yield customer, account


def result_of(campaign: Campaign) -> CampaignResult:
    """Count the answers of a campaign, in four queries however many there are."""
    questions = list(campaign.questions.all())
    sums = campaign.asked.aggregate(drawn=Count("pk"), sent=Count("sent_at"), answered=Count("answered_at"))
    given = Answer.objects.filter(question__in=questions).order_by()
    counts: dict[int, Counter] = defaultdict(Counter)
    for row in given.values("question", "number").annotate(n=Count("pk")):
        counts[row["question"]][row["number"]] = row["n"]
    words = words_of_questions(questions)
    results = [result_to(question, counts[question.pk], words[question.pk]) for question in questions]
    return CampaignResult(sums["drawn"], Share(sums["answered"], sums["sent"]), results)


def words_of_questions(questions: list[Question]) -> dict[int, list[Answer]]:
    """Give the latest words to each question, without who wrote them."""
    found: dict[int, list[Answer]] = defaultdict(list)
    asking = [question.pk for question in questions if question.kind == QuestionKind.WORDS]
    rows = Answer.objects.filter(question__in=asking).exclude(words="").order_by("-asked__answered_at", "-pk")
    for answer in rows[: WORDS_SHOWN * max(1, len(asking))]:
        found[answer.question_id].append(answer)
    return found


def result_to(question: Question, counts: Counter, words: list[Answer]) -> QuestionResult:
    answered = sum(counts.values())  # words, also erased ones, have no number, and count too
    shown = {number: counts[number] for number in numbers_of(question)}
    share, mean = None, None
    if question.kind == QuestionKind.SCALE:
        share = Share(sum(n for number, n in counts.items() if number >= SATISFIED), answered)
        mean = sum(number * n for number, n in counts.items()) / answered if answered else None
    elif question.kind == QuestionKind.YES_NO:
        share = Share(counts[YES], answered)
    return QuestionResult(question, answered, shown, share, mean, words)


def numbers_of(question: Question) -> Iterable[int]:
    """Give the numbers that an answer may have, in the order in which they are shown."""
    match question.kind:
        case QuestionKind.SCALE:
            return SCALE
        case QuestionKind.YES_NO:
            return (YES, NO)
        case QuestionKind.CHOICE:
            return range(1, len(question.options_en) + 1)
    return ()


def answers_given_by(user: User) -> QuerySet[Answer]:
    """Give what somebody answered to questionnaires."""
    rows = Answer.objects.filter(asked__customer__user=user, erased_at=None)
    rows = rows.select_related("question__campaign", "asked")
    return rows.order_by("asked__answered_at", "question__position")


@dataclass(frozen=True)
class WordsKept:
    """How many answers with words of a customer stand here."""

    about_outages: int
    in_questionnaires: int


def words_kept_of(customer: Customer) -> WordsKept:
    outages = SurveyResponse.objects.filter(invitation__customer=customer).exclude(words="")
    return WordsKept(outages.count(), Answer.objects.filter(asked__customer=customer).exclude(words="").count())


def words_erased() -> QuerySet[WordsErased]:
    """Give the log of what was erased."""
    return WordsErased.objects.select_related("customer", "by")
