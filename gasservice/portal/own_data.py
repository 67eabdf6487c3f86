"""All that we keep about a person who signs in, for them to take away.

What a door keeps by person and not by case it registers in its own `own_data.py`, found at the start.
"""

from collections.abc import Callable

from gasservice.cases.models import Case, Message, SurveyResponse
from gasservice.cases.particulars import own_facts_in
from gasservice.cases.queries.lists import cases_of
from gasservice.cases.queries.surveys import call_backs_of, survey_answers_of
from gasservice.portal.queries import own_needs
from gasservice.questionnaires.models import Answer
from gasservice.questionnaires.queries import answers_given_by
from gasservice.questionnaires.telling import say_given
from gasservice.registry.access import Period, households_visible_to
from gasservice.registry.models import Tenure
from gasservice.registry.queries import homes_of, readings_in
from gasservice.users.models import User
from gasservice.users.queries import own_facts_of
from gasservice.web.languages import localized

OwnFacts = Callable[[User], object]
_of_doors: dict[str, OwnFacts] = {}


def register_own_facts(name: str) -> Callable[[OwnFacts], OwnFacts]:
    """Hand over what a door keeps of a person under a name."""

    def register(facts: OwnFacts) -> OwnFacts:
        _of_doors[name] = facts
        return facts

    return register


def own_data_of(user: User) -> dict[str, object]:
    """Give a person's own row, accounts with readings and how many live there, needs, and cases with all their words.

    Notes among ourselves are about the work, not theirs to take; the story and its words are.
    """
    cases = list(cases_of(user).prefetch_related("messages", "resolutions"))
    of_doors = own_facts_in(case.pk for case in cases)
    return own_facts_of(user) | {
        "accounts": [account_facts(tenure) for tenure in homes_of(user)],
        "people_in_the_home": list(
            households_visible_to(user).values(
                "gas_account__number", "since", "persons", "declared_at", "confirmed_at", "refused_because"
            )
        ),
        "priority_needs": list(
            own_needs(user).values("kind", "details", "consent_at", "declared_at", "review_on", "ended_at")
        ),
        "answers": [answer_facts(answer) for answer in survey_answers_of(user)],
        "told_by_phone": list(
            call_backs_of(user).values("case__reference", "called_at", "is_solved", "score", "words")
        ),
        "questionnaires": [questionnaire_facts(answer) for answer in answers_given_by(user)],
        "cases": [case_facts(case) | of_doors.get(case.pk, {}) for case in cases],
        **{name: facts(user) for name, facts in _of_doors.items()},
    }


def account_facts(tenure: Tenure) -> dict[str, object]:
    account = tenure.gas_account
    readings = readings_in(account, [Period(tenure.held_from, tenure.held_until)])
    return {
        "number": account.number,
        "address": account.service_point.premise.address,
        "held_from": tenure.held_from,
        "held_until": tenure.held_until,
        "readings": list(readings.values("read_at", "index_m3", "source")),
    }


def case_facts(case: Case) -> dict[str, object]:
    return {
        "reference": case.reference,
        "title": case.title,
        "status": case.status,
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
        "contact": [case.contact_name, str(case.contact_phone or ""), case.contact_email],
        "messages": [message_facts(message) for message in case.messages.all()],
        "findings": [{"finding": row.finding, "words": row.words} for row in case.resolutions.all()],
    }


def answer_facts(answer: SurveyResponse) -> dict[str, object]:
    """Give what somebody answered afterwards, and about what."""
    invitation = answer.invitation
    about = invitation.case or invitation.interruption
    said = {name: getattr(answer, name) for name in ("score", "is_solved", "ease", "recommend", "words")}
    return {"about": about.reference, "occasion": invitation.occasion, "answered_at": answer.answered_at} | said


def questionnaire_facts(answer: Answer) -> dict[str, object]:
    return {
        "questionnaire": localized(answer.question.campaign, "title"),
        "question": localized(answer.question, "words"),
        "answer": say_given(answer),
        "answered_at": answer.asked.answered_at,
    }


def message_facts(message: Message) -> dict[str, object]:
    return {"at": message.at, "from_me": message.is_from_customer, "words": message.body}
