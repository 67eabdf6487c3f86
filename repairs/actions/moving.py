"""Where a new connection is, when the place of its case is corrected."""

from datetime import datetime

from django.utils.translation import gettext as _

from gasservice.cases.actions.moving import register_move
from gasservice.cases.models import Case
from gasservice.registry.models import FeeCharge, Premise
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from repairs.models import Project


class PlacesDoNotFit(Refusal):
    """The connection has something at the former place, or places elsewhere."""


@register_move
def move_project(case: Case, premise: Premise, by: User, at: datetime) -> None:
    """Let a new connection be where its case is: the corrected place stands for the former one, the others stay."""
    project = Project.objects.select_for_update(of=("self",)).filter(case=case).first()
    if project is None:
        return
    former = project.premises.filter(pk=case.premise_id)
    if FeeCharge.objects.standing().filter(case_reference=case.reference, premise__in=former).exists():
        words = _("A fee was charged for the place as it stands. Withdraw it first.")
        raise PlacesDoNotFit(words, field="premise")
    if project.premises.exclude(pk=case.premise_id).exclude(community=premise.community_id).exists():
        words = _("The connection has other places in another community. Correct them on its own page.")
        raise PlacesDoNotFit(words, field="premise")
    if case.premise_id:
        project.premises.remove(case.premise_id)
    project.premises.add(premise)
    Project.objects.filter(pk=project.pk).update(community=premise.community_id)
