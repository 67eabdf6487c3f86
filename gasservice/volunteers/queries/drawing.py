"""The closed cases of which some are drawn for a volunteer."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from gasservice.cases.models import Case, CaseParticipant, Message, Resolution
from gasservice.cases.terms import Status
from gasservice.registry.access import midnight, tenures_of
from gasservice.standards.clock import months_after
from gasservice.users.models import User
from gasservice.volunteers.models import Volunteer


def cases_to_draw_from(volunteer: Volunteer, month: date) -> QuerySet[Case]:
    """Give the cases of a volunteer's estates that were closed in a month, but none that they have a part in."""
    closed = Q(closed_at__gte=midnight(month), closed_at__lt=midnight(months_after(month, 1)))
    rows = Case.objects.filter(closed, status=Status.CLOSED, merged_into__isnull=True, erased_at__isnull=True)
    return without_part_of(volunteer.user, rows.filter(community__in=volunteer.patch.all()))


def without_part_of(user: User, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Leave out what somebody filed, what is of their home or its accounts, and what names them."""
    homes = tenures_of(user).values("gas_account__service_point__premise")
    own = Q(filed_by=user) | Q(owner=user) | Q(customer__user=user)
    own |= Q(premise__in=homes) | Q(gas_account__in=tenures_of(user).values("gas_account"))
    own |= Q(contact_phone=user.phone) if user.phone else Q()
    own |= Q(contact_email__iexact=user.email) if user.email else Q()
    part = Exists(CaseParticipant.objects.filter(case=OuterRef("pk"), user=user))
    # Asked in this way round, an empty column is not "yes".
    rows = cases.exclude(part).exclude(pk__in=cases.filter(own).values("pk"))
    return without_name_of(user, rows) if user.name else rows


def without_name_of(user: User, cases: QuerySet[Case]) -> QuerySet[Case]:
    told = Exists(Message.objects.filter(case=OuterRef("pk"), body__icontains=user.name))
    found = Exists(Resolution.objects.filter(case=OuterRef("pk"), words__icontains=user.name))
    return cases.exclude(told | found | Q(title__icontains=user.name) | Q(contact_name__icontains=user.name))
