"""What a complaint adds to the case page."""

from django.utils.translation import gettext as _

from complaints.models import Conduct
from gasservice.cases.models import Case
from gasservice.cases.panels import Panel, register
from gasservice.users.models import User


@register
def conduct(case: Case, user: User) -> list[Panel]:
    """Say whom a complaint about conduct is about."""
    row = Conduct.objects.filter(case=case).first() if case.kind.is_about_a_person else None
    return [Panel(_("Whom it is about"), words=row.about_whom)] if row else []
