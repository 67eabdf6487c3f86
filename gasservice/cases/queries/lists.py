"""Lists of cases: whose, where, and found by what somebody typed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gasservice.cases.access import visible_to
from gasservice.cases.bigrams import query_of
from gasservice.cases.models import Case, Commitment, Escalation
from gasservice.cases.references import digits_of, read_reference
from gasservice.cases.terms import Status
from gasservice.registry.models import Customer, GasAccount
from gasservice.registry.queries import places_named
from gasservice.standards.terms import Rung
from gasservice.users.models import Team, User
from gasservice.users.terms import phone_written
from gasservice.web.paging import Count, count_up_to
from gasservice.web.scripts import simplified

SHOWN_WITH = ("kind", "team", "owner", "customer", "community", "premise")
LOOK_AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class SavedView:
    """A named part of the queue."""

    code: str
    title: str
    state: str = ""


VIEWS = (
    SavedView("mine", _("Mine")),
    SavedView("unowned", _("My team’s, nobody’s yet")),
    SavedView("soon", _("Due soon"), "soon"),
    SavedView("late", _("Late"), "late"),
    SavedView("climbed", _("Escalated to me"), "late"),
    SavedView("waiting", _("Waiting for the customer")),
    SavedView("team", _("All of my team")),
    SavedView("all", _("All teams")),
)


OF_OWN_TEAMS = frozenset({"unowned", "soon", "late", "waiting", "team"})


def cases_in_view(user: User, view: str, own_teams: Q, at: datetime) -> QuerySet[Case]:
    """Give the live cases of a saved view; an unknown view is the whole queue."""
    return narrowed(visible_to(user).live(), view, user, own_teams, at)


def narrowed(cases: QuerySet[Case], view: str, user: User, own_teams: Q, at: datetime) -> QuerySet[Case]:
    if view == "mine":
        return cases.filter(owner=user)
    if view == "climbed":
        climbed = Escalation.objects.filter(case=OuterRef("pk"), told=user).exclude(rung=Rung.OWNER)
        return cases.filter(Exists(climbed))
    if view not in OF_OWN_TEAMS:
        return cases
    cases = cases.filter(own_teams)
    match view:
        case "unowned":
            return cases.filter(owner__isnull=True)
        case "soon":
            warned = Commitment.objects.ticking().filter(case=OuterRef("pk"), steps_taken=1, due_at__gte=at)
            return cases.filter(Exists(warned), next_due_at__gte=at, next_due_at__lt=at + LOOK_AHEAD)
        case "late":
            return cases.filter(next_due_at__lt=at)
        case "waiting":
            return cases.filter(status=Status.WAITING)
    return cases


def of_own_teams(user: User) -> Q:
    """The cases of the team somebody works in and of those they lead.

    The teams are asked for first: by a team's number its queue is read in order, by a join the whole queue is.
    """
    leads = Q(lead=user) | Q(supervisor=user) | Q(head=user)
    teams = Team.objects.filter(Q(pk=user.team_id) | leads).values_list("pk", flat=True)
    return Q(team__in=list(teams))


def counts_of_views(user: User, own_teams: Q, at: datetime) -> dict[str, Count]:
    return {view.code: count_up_to(cases_in_view(user, view.code, own_teams, at)) for view in VIEWS}


def cases_of(user: User) -> QuerySet[Case]:
    """Give what a customer filed or holds, the latest first."""
    return visible_to(user).select_related("kind", "owner", "team").order_by("-opened_at", "-pk")


def cases_found(user: User, typed: str, *, is_open_only: bool = True) -> QuerySet[Case]:
    """Find cases by number, phone, gas account, any name of a place, or words in either script."""
    cases = visible_to(user)
    cases = cases.live() if is_open_only else cases
    if reference := read_reference(typed):
        return visible_to(user).filter(reference=reference)
    return cases.filter(what_is_meant(typed))


def what_is_meant(typed: str) -> Q:
    phone = phone_written(typed) if is_mostly_digits(typed) else ""
    if phone:
        return Q(contact_phone=phone) | Q(customer__in=Customer.objects.filter(phone=phone))
    account = GasAccount.objects.filter(number=digits_of(typed)).first() if is_mostly_digits(typed) else None
    if account:
        return Q(gas_account=account)
    places = places_named(typed, limit=20)
    at_place = Q(premise__in=[place.premise for place in places if place.premise])
    at_place |= Q(community__in=[place.community for place in places if not place.premise])
    words = query_of(simplified(typed))
    return at_place | Q(search=SearchQuery(words, config="simple", search_type="raw")) if words else at_place


def is_mostly_digits(typed: str) -> bool:
    return len(digits_of(typed)) >= 6 and len(digits_of(typed)) >= len(typed.strip()) - 6
