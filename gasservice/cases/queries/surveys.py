"""What was asked and answered afterwards, and whom we still have to call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.cases.access import own_cases_of
from gasservice.cases.models import CallBack, FollowUp, SurveyInvitation, SurveyResponse
from gasservice.cases.queries.clocks import ClockFace, clocks_of
from gasservice.cases.terms import CallOutcome, Occasion
from gasservice.registry.models import District
from gasservice.standards.clock import months_after
from gasservice.users.models import User
from gasservice.web.say import say_day


@dataclass(frozen=True)
class ToCall:
    """Somebody whom it went badly for, with what they said and until when they are to be called."""

    row: FollowUp
    score: int
    words: str
    clock: ClockFace | None


def invitations_with_answers() -> QuerySet[SurveyInvitation]:
    place = "gas_account__service_point__premise__community"
    return SurveyInvitation.objects.select_related(
        "case__kind", "appointment", "interruption__current", "customer", place, "response", "follow_up"
    )


def subject_of(invitation: SurveyInvitation) -> str:
    """Say what a question is about, in a line."""
    match invitation.occasion:
        case Occasion.OUTAGE:
            on = invitation.interruption.started_at or invitation.sent_at
            return _("When your gas was off on %(day)s") % {"day": say_day(on, now=invitation.sent_at)}
        case Occasion.VISIT:
            on = invitation.appointment.arrived_at or invitation.appointment.window_from
            return _("When we came on %(day)s") % {"day": say_day(on, now=invitation.sent_at)}
        case Occasion.CONNECTION:
            return _("Your new gas connection")
    return invitation.case.title


def to_call(rows: list[FollowUp], at: datetime) -> list[ToCall]:
    """Read clocks and answers of a page of follow-ups loaded with `CALLED_WITH`."""
    faces = clocks_of([row.commitment for row in rows if row.commitment], at)
    return [said_by(row, faces.get(row.commitment_id)) for row in rows]


MATTERS = (
    "team",
    "interruption",
    "case__community__district",
    "case__premise__community__district",
    "gas_account__service_point__premise__community__district",
)
CALLED_WITH = (
    "case__kind",
    "case__customer",
    "case__team",
    "commitment__policy__calendar",
    "invitation__response",
    "call_back",
)


def said_by(row: FollowUp, clock: ClockFace | None) -> ToCall:
    said = row.call_back or row.invitation.response
    return ToCall(row, said.score, said.words, clock)


def survey_answers_of(user: User) -> QuerySet[SurveyResponse]:
    """Give what somebody answered about their own cases and outages."""
    own = Q(invitation__case__in=own_cases_of(user)) | Q(invitation__customer__user=user)
    rows = SurveyResponse.objects.filter(own)
    return rows.select_related("invitation__case", "invitation__interruption").order_by("answered_at", "pk")


def call_backs_of(user: User) -> QuerySet[CallBack]:
    """Give what somebody told us by phone about their own cases."""
    rows = CallBack.objects.filter(case__in=own_cases_of(user), called_at__isnull=False)
    return rows.select_related("case").order_by("called_at", "pk")


@dataclass(frozen=True)
class Said:
    """A survey as its reader may see it: what it is about, where, and what was answered; perhaps nothing was."""

    invitation: SurveyInvitation
    response: SurveyResponse | None
    words: str
    district: District | None


def with_matters(rows: QuerySet) -> QuerySet:
    """Load surveys, or answers to them, with what they are about and where that is."""
    to = "" if rows.model is SurveyInvitation else "invitation__"
    also = ["response"] if rows.model is SurveyInvitation else []
    return rows.select_related(*also, *(f"{to}{name}" for name in MATTERS))


def said_in(rows: Sequence[SurveyInvitation | SurveyResponse], readable: QuerySet[SurveyResponse]) -> list[Said]:
    """Draw the rows of a page loaded `with_matters`; words stand where they are among the `readable` answers."""
    answers = [getattr(row, "response", None) if isinstance(row, SurveyInvitation) else row for row in rows]
    known = set(readable.filter(pk__in=[answer.pk for answer in answers if answer]).values_list("pk", flat=True))
    return [
        Said(
            invitation := getattr(row, "invitation", row),
            answer,
            answer.words if answer and answer.pk in known else "",
            district_of(invitation),
        )
        for row, answer in zip(rows, answers, strict=True)
    ]


def district_of(invitation: SurveyInvitation) -> District | None:
    """Give where a survey counts: where the case is, or the account that was without gas."""
    if invitation.case is None:
        return invitation.gas_account.service_point.premise.community.district
    case = invitation.case
    community = case.community or (case.premise.community if case.premise else None)
    return community.district if community else None


def answers_in_words(rows: QuerySet[SurveyResponse]) -> QuerySet[SurveyResponse]:
    """Narrow answers to those with words, each with what it is about."""
    return with_matters(rows.exclude(words=""))


def call_backs_counted(at: datetime) -> dict[str, int]:
    """Count the calls of this month and the last, apart from what customers answer by themselves."""
    first = timezone.localdate(at).replace(day=1)
    rows = CallBack.objects.filter(month__gte=months_after(first, -1))
    outcomes = {name: Count("pk", filter=Q(outcome=name)) for name in CallOutcome.values}
    return rows.aggregate(drawn=Count("pk"), satisfied=Count("pk", filter=Q(score__gte=4)), **outcomes)
