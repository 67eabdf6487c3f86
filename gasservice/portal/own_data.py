"""All that we keep about a person who signs in, for them to take away.

What a door keeps by person and not by case it registers in its own `own_data.py`, found at the start.
"""

from collections.abc import Callable, Iterable

from django.db.models import Model

from gasservice.cases.access import own_cases_of
from gasservice.cases.models import Case, Message, Redress, SurveyResponse
from gasservice.cases.particulars import own_facts_in
from gasservice.cases.queries.surveys import call_backs_of, survey_answers_of
from gasservice.questionnaires.models import Answer
from gasservice.questionnaires.queries import answers_given_by
from gasservice.questionnaires.telling import say_given
from gasservice.registry.access import Period, needs_declared_of, own_households
from gasservice.registry.models import AccountClaim, Customer, SupplyStop, Tenure
from gasservice.registry.queries import homes_of, readings_in
from gasservice.training.queries.own import training_of
from gasservice.users.models import User
from gasservice.users.queries import own_facts_of
from gasservice.volunteers.queries.own import volunteering_of
from gasservice.web.languages import localized

OwnFacts = Callable[[User], object]
_of_doors: dict[str, OwnFacts] = {}

OF_BOOKS = ("code", "name", "email", "language")
OF_CLAIM = ("number_tried", "outcome", "tried_at", "proven_at")
OF_HOUSEHOLD = ("gas_account__number", "since", "persons", "declared_at", "confirmed_at", "refused_because")
OF_NEED = ("kind", "details", "consent_at", "declared_at", "review_on", "ended_at")
OF_STOP = (
    "owed_since", "amount", "not_before", "ordered_at", "withdrawn_at", "withdrawn_why", "withdrawn_bars",
    "withdrawn_because", "executed_at", "restored_at",
)  # fmt: skip
OF_REDRESS = ("amount", "owed_at", "credited_at", "payment_reference")
OF_COMING = ("purpose", "window_from", "window_until", "state", "arrived_at", "not_come_at", "ruling", "ruled_because")
OF_CALL_BACK = ("case__reference", "called_at", "is_solved", "score", "words")
OF_PROMISE = ("promise", "started_at", "due_at", "met_at", "missed_at")


def register_own_facts(name: str) -> Callable[[OwnFacts], OwnFacts]:
    """Hand over what a door keeps of a person under a name."""

    def register(facts: OwnFacts) -> OwnFacts:
        _of_doors[name] = facts
        return facts

    return register


def own_data_of(user: User) -> dict[str, object]:
    """Give a person's own rows, accounts with readings and how many live there, needs, and cases with all their words.

    Notes among ourselves are about the work, not theirs to take; the story and its words are. Whoever works here takes
    what they have as a customer and how their own work was scored, and nothing of what they see at work.
    """
    below = ("messages", "resolutions", "appointments", "commitments", "redresses")
    cases = list(own_cases_of(user).order_by("-opened_at", "-pk").prefetch_related(*below))
    of_doors = own_facts_in(case.pk for case in cases)
    return own_facts_of(user) | {
        "in_our_books": [books_facts(row) for row in Customer.objects.filter(user=user).order_by("pk")],
        "accounts_claimed": list(AccountClaim.objects.filter(user=user).order_by("pk").values(*OF_CLAIM)),
        "accounts": [account_facts(tenure) for tenure in homes_of(user)],
        "people_in_the_home": list(own_households(user).order_by("pk").values(*OF_HOUSEHOLD)),
        "priority_needs": list(needs_declared_of(user).order_by("pk").values(*OF_NEED)),
        "answers": [answer_facts(answer) for answer in survey_answers_of(user)],
        "told_by_phone": list(call_backs_of(user).values(*OF_CALL_BACK)),
        "questionnaires": [questionnaire_facts(answer) for answer in answers_given_by(user)],
        "cases": [case_facts(case) | of_doors.get(case.pk, {}) for case in cases],
        "volunteering": volunteering_of(user),
        "training": training_of(user),
        **{name: facts(user) for name, facts in _of_doors.items()},
    }


def books_facts(row: Customer) -> dict[str, object]:
    return {name: getattr(row, name) for name in OF_BOOKS} | {"phone": str(row.phone or "")}


def account_facts(tenure: Tenure) -> dict[str, object]:
    """Give an account as one held it: what was read, stopped and made good in that time."""
    account, period = tenure.gas_account, Period(tenure.held_from, tenure.held_until)
    stops = SupplyStop.objects.filter(gas_account=account, **falling_in("ordered_at", period))
    redress = Redress.objects.filter(gas_account=account, case__isnull=True, **falling_in("owed_at", period))
    return {
        "number": account.number,
        "address": account.service_point.premise.address,
        "held_from": tenure.held_from,
        "held_until": tenure.held_until,
        "readings": list(readings_in(account, [period]).values("read_at", "index_m3", "source")),
        "supply_stops": list(stops.values(*OF_STOP)),
        "redress": list(redress.order_by("pk").values(*OF_REDRESS)),
    }


def falling_in(column: str, period: Period) -> dict[str, object]:
    """Narrow rows to those of a period by a moment of theirs."""
    ends = {f"{column}__lt": period.ends_at} if period.until else {}
    return {f"{column}__gte": period.starts_at} | ends


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
        "promises": told_columns(case.commitments.all(), OF_PROMISE),
        "visits": told_columns(case.appointments.all(), OF_COMING),
        "redress": told_columns(case.redresses.all(), OF_REDRESS),
    }


def told_columns(rows: Iterable[Model], names: tuple[str, ...]) -> list[dict[str, object]]:
    return [{name: getattr(row, name) for name in names} for row in rows]


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
