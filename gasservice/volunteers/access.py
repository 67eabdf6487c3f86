"""What a volunteer sees and who sees what volunteers write: the one rule behind every page of theirs.

A volunteer sees, of our cases, nothing but the checks drawn for them, and those only in their term and while the case
stays closed; their own application and what they wrote they always see.
"""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from gasservice.cases.terms import Status
from gasservice.users.models import User
from gasservice.users.terms import Role
from gasservice.volunteers.models import Observation, ObservationPhoto, SpotCheck, Volunteer
from gasservice.volunteers.terms import State

LOOKING_ON = frozenset({Role.AUDITOR, Role.STANDARDS_OFFICER})


def may_apply(user: User) -> bool:
    """Whoever works for us or for a partner firm does not supervise us."""
    return user.is_authenticated and user.is_active and user.role in (Role.CUSTOMER, Role.VOLUNTEER)


def own_volunteering(user: User) -> Volunteer | None:
    """Give somebody's latest application, whatever became of it; 404 for who may not apply."""
    if not may_apply(user):
        raise Http404
    return Volunteer.objects.filter(user=user).order_by("-applied_at", "-pk").first()


def serving(user: User, day: date) -> QuerySet[Volunteer]:
    """Give the row of somebody who is a volunteer on a day, if they are."""
    if not may_apply(user):
        return Volunteer.objects.none()
    return Volunteer.objects.filter(in_term(day), user=user)


def in_term(day: date) -> Q:
    return Q(state=State.ACCEPTED, term_from__lte=day, term_until__gt=day)


def get_serving(user: User, day: date) -> Volunteer:
    volunteer = serving(user, day).first()
    if volunteer is None:
        raise Http404
    return volunteer


def checks_of(user: User, day: date) -> QuerySet[SpotCheck]:
    """Give the checks that a volunteer reads: drawn for them, in their term, of cases that stay closed and are told."""
    rows = SpotCheck.objects.filter(volunteer__in=serving(user, day))
    return rows.filter(case__status=Status.CLOSED, case__erased_at__isnull=True)


def get_check(user: User, pk: int, day: date) -> SpotCheck:
    with_people = ("customer", "filed_by", "owner", "premise", "community", "gas_account", "kind")
    row = checks_of(user, day).select_related("volunteer", *(f"case__{name}" for name in with_people)).filter(pk=pk)
    check = row.first()
    if check is None:
        raise Http404
    return check


def own_observations(user: User) -> QuerySet[Observation]:
    return Observation.objects.filter(volunteer__user=user)


def is_vetting(user: User) -> bool:
    return user.is_authenticated and user.is_active and user.role == Role.SUPERVISOR


def volunteers_to_vet(user: User) -> QuerySet[Volunteer]:
    """Give all who apply or are accepted, to those who decide on them."""
    if not is_vetting(user):
        raise Http404
    return Volunteer.objects.exclude(user=user)


def get_volunteer(user: User, pk: int) -> Volunteer:
    row = volunteers_to_vet(user).select_related("user", "vetted_by").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def is_answering(user: User) -> bool:
    return user.is_authenticated and user.is_active and user.works_cases


def may_see_observations(user: User) -> bool:
    """Whether somebody reads all that volunteers write: the desk, which answers, and who looks on."""
    return is_answering(user) or (user.is_authenticated and user.is_active and user.role in LOOKING_ON)


def observations_seen_by(user: User) -> QuerySet[Observation]:
    """Give every observation to the desk, which answers, and to those who look on; 404 for everybody else."""
    if not may_see_observations(user):
        raise Http404
    return Observation.objects.all()


def get_observation(user: User, pk: int) -> Observation:
    rows = observations_seen_by(user).select_related("volunteer__user", "community__district", "answered_by", "team")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def get_photo(user: User, file: object) -> ObservationPhoto:
    """Give a photo to whoever took it and to whoever sees the observation."""
    mine = Q(observation__in=own_observations(user))
    seen = Q() if may_see_observations(user) else mine
    photo = ObservationPhoto.objects.select_related("file").filter(seen, file=file).first()
    if photo is None:
        raise Http404
    return photo
