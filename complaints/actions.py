"""Filing a complaint."""

from datetime import datetime

from django.db import transaction
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Length

from complaints.models import Conduct
from gasservice.cases.actions.drafting import file_draft
from gasservice.cases.actions.filing import Filed, open_case
from gasservice.cases.models import Draft
from gasservice.standards.models import CaseKind
from gasservice.users.models import User


@transaction.atomic
def file_complaint(
    *, draft: Draft, kind: CaseKind, what: dict, details: dict, facts: dict, by: User | None, at: datetime
) -> Filed:
    """Open the case of a complaint; whoever of our people it names is shut out of it from the first moment."""
    about_whom = what.get("about_whom", "")
    named = staff_called(about_whom)
    told = {"words": what["story"], "details": details, "facts": facts}
    filed = file_draft(draft=draft, kind=kind, by=by, at=at, named=named, **told)
    return with_conduct(filed, about_whom)


@transaction.atomic
def open_complaint(
    *, kind: CaseKind, words: str, by: User | None, at: datetime, about_whom: str = "", **facts
) -> Filed:
    """Open the case of a complaint that is told at once, without a draft."""
    filed = open_case(kind=kind, words=words, by=by, at=at, named=staff_called(about_whom), **facts)
    return with_conduct(filed, about_whom)


def with_conduct(filed: Filed, about_whom: str) -> Filed:
    if about_whom and filed.is_new:
        Conduct.objects.create(case=filed.case, about_whom=about_whom)
    return filed


def staff_called(about_whom: str) -> QuerySet[User]:
    """Give our people whose name stands in what the customer wrote; rather one too many than one too few."""
    if not about_whom:
        return User.objects.none()
    said = Value(about_whom, output_field=CharField())
    return User.objects.staff().alias(said=said, length=Length("name")).filter(length__gte=2, said__icontains=F("name"))
