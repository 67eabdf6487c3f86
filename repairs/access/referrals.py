"""Who answers what another desk asked of the crews, and who sees what was found."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from gasservice.cases.access import visible_to
from gasservice.cases.models import Case, CaseParticipant, WorkReferral
from gasservice.cases.terms import Part
from gasservice.files.models import StoredFile
from gasservice.standards.terms import Door
from gasservice.users.models import User
from gasservice.users.terms import Role
from repairs.access.crews import sees_day_plan
from repairs.access.work import crews_of
from repairs.models import PlannedJob

PHOTO, CERTIFICATE = "photo", "certificate"
SHOWN_WITH = ("case__premise", "case__community", "case__gas_account", "case__team", "commitment", "team", "asked_by")


def referrals_visible_to(user: User) -> QuerySet[WorkReferral]:
    """Give what our crews were asked for: all at the desk, to a crew what is its team's or planned for it.

    Whoever a case names sees nothing of it.
    """
    if not (sees_day_plan(user) and user.is_active):
        return WorkReferral.objects.none()
    named = CaseParticipant.objects.filter(case=OuterRef("case"), user=user, part=Part.NAMED)
    rows = WorkReferral.objects.filter(reach_of_referrals(user), to_door=Door.REPAIRS).exclude(Exists(named))
    return rows.select_related(*SHOWN_WITH)


def reach_of_referrals(user: User) -> Q:
    if user.role != Role.FIELD_WORKER:
        return Q()
    planned = PlannedJob.objects.filter(appointment__case=OuterRef("case"), crew__in=crews_of(user))
    return Q(team=user.team_id) | Q(Exists(planned))


def get_referral(user: User, pk: int) -> WorkReferral:
    """Load what was asked for, for whoever may answer it; to others there is none."""
    row = referrals_visible_to(user).select_related("reading__meter", "meter_test", "answered_by").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def get_found_file(user: User, pk: int, what: str) -> tuple[StoredFile, Case, bool]:
    """Give the photo of a reading or the certificate of a test, its case, and whether the user sees it as staff."""
    rows = WorkReferral.objects.select_related("case", "photo", "meter_test__certificate")
    row = rows.filter(pk=pk, answered_at__isnull=False).first()
    file = row and (row.photo if what == PHOTO else row.meter_test and row.meter_test.certificate)
    if not file:
        raise Http404
    is_at_desk = user.is_authenticated and user.works_here and visible_to(user).filter(pk=row.case_id).exists()
    return file, row.case, is_at_desk or referrals_visible_to(user).filter(pk=pk).exists()
