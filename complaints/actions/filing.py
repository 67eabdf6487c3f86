"""Filing a complaint or a suggestion."""

from datetime import datetime

from django.db import transaction
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Length

from complaints.models import Conduct, Suggestion
from complaints.terms import SUGGESTION
from gasservice.cases.actions.drafting import file_draft
from gasservice.cases.actions.filing import Filed, open_case
from gasservice.cases.models import Draft
from gasservice.standards.models import CaseKind
from gasservice.users.models import User


@transaction.atomic
def file_complaint(
    *, draft: Draft, kind: CaseKind, what: dict, details: dict, facts: dict, by: User | None, at: datetime
) -> Filed:
    """Open the case of what was told; whoever of our people it names is shut out of it from the first moment."""
    about_whom = what.get("about_whom", "")
    named = staff_called(about_whom)
    told = {"words": what["story"], "details": details, "facts": facts}
    filed = file_draft(draft=draft, kind=kind, by=by, at=at, named=named, **told)
    return with_particulars(filed, about_whom, may_publish=details.get("may_publish", False))


@transaction.atomic
def open_complaint(
    *,
    kind: CaseKind,
    words: str,
    by: User | None,
    at: datetime,
    about_whom: str = "",
    may_publish: bool = False,
    **facts,
) -> Filed:
    """Open the case of a complaint or suggestion that is told at once, without a draft."""
    filed = open_case(kind=kind, words=words, by=by, at=at, named=staff_called(about_whom), **facts)
    return with_particulars(filed, about_whom, may_publish=may_publish)


def with_particulars(filed: Filed, about_whom: str, *, may_publish: bool) -> Filed:
    """Keep whom it is about, and of a suggestion whether its author lets us publish it."""
    if not filed.is_new:
        return filed
    if about_whom:
        Conduct.objects.create(case=filed.case, about_whom=about_whom)
    if filed.case.kind.code == SUGGESTION:
        Suggestion.objects.create(case=filed.case, consented_at=filed.case.opened_at if may_publish else None)
    return filed


def staff_called(about_whom: str) -> QuerySet[User]:
    """Give our people whose name stands in what the customer wrote; rather one too many than one too few."""
    if not about_whom:
        return User.objects.none()
    said = Value(about_whom, output_field=CharField())
    return User.objects.staff().alias(said=said, length=Length("name")).filter(length__gte=2, said__icontains=F("name"))
