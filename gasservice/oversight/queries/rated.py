"""The ratings behind each figure of them: of cases, their visits and connections, and of outages."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from gasservice.cases.access import visible_to
from gasservice.cases.models import SurveyInvitation, SurveyResponse
from gasservice.oversight.lines import SATISFIED
from gasservice.oversight.periods import Period
from gasservice.oversight.queries.figures import Cut
from gasservice.oversight.terms import Figure
from gasservice.standards.terms import Door
from gasservice.users.models import User

Ratings = QuerySet[SurveyResponse] | QuerySet[SurveyInvitation]

# The answers that each figure counts.
RATED: Mapping[str, Q] = {
    Figure.ANSWERS: Q(),
    Figure.SATISFIED: Q(score__in=SATISFIED),
    Figure.UNHAPPY: ~Q(score__in=SATISFIED),
    Figure.SOLVED: Q(is_solved__isnull=False),
    Figure.EASE: Q(ease__isnull=False),
    Figure.RECOMMEND: Q(recommend__isnull=False),
}
RATINGS = frozenset({Figure.ASKED, *RATED})


def ratings_behind(figure: str, cut: Cut) -> Ratings:
    """Give what a figure counts: the answers, or where we asked, whatever came of it."""
    return asked_in(cut) if figure == Figure.ASKED else answers_in(cut).filter(RATED[figure])


def readable_by(user: User, ratings: Ratings) -> Ratings:
    """Narrow ratings to those of the cases that somebody may read, and of outages, which are everybody's."""
    case = "case" if ratings.model is SurveyInvitation else "invitation__case"
    return ratings.filter(Q((f"{case}__isnull", True)) | Q((f"{case}__in", visible_to(user))))


def asked_in(cut: Cut) -> QuerySet[SurveyInvitation]:
    """Give the surveys that count as asked in a cut."""
    return SurveyInvitation.objects.filter(during("sent_at", cut.period), of_cut(cut))


def answers_in(cut: Cut) -> QuerySet[SurveyResponse]:
    """Give the answers that count in a cut, each when it was given."""
    return SurveyResponse.objects.filter(during("answered_at", cut.period), of_cut(cut, "invitation__"))


def during(column: str, period: Period) -> Q:
    since, until = period.moments
    return Q((f"{column}__gte", since), (f"{column}__lt", until))


def of_cut(cut: Cut, to: str = "") -> Q:
    """Match surveys as they count: those of a case by the case, those of an outage behind repairs, of no kind."""
    case, account = f"{to}case", f"{to}gas_account__service_point__premise__community__district"
    asked = {"door": cut.door, "kind__code": cut.kind, "channel": cut.channel}
    found = Q(*((f"{case}__{name}", value) for name, value in asked.items() if value))
    if cut.door == Door.REPAIRS and not cut.kind and not cut.channel:
        found |= Q((f"{case}__isnull", True))
    if cut.district:
        own, placed = f"{case}__community__district", f"{case}__premise__community__district"
        by_premise = Q((own, None), (placed, cut.district))
        found &= Q((own, cut.district)) | by_premise | Q((account, cut.district))
    return found if cut.teams is None else found & Q((f"{to}team__in", cut.teams))
