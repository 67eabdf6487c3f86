"""Who has a step of a new connection, and how to reach them."""

from gasservice.standards.terms import ProjectParty
from gasservice.users.models import User
from repairs.models import Milestone


def people_of(milestone: Milestone) -> list[User]:
    """Give those who can mark a step: who signs in for its firm; ours are its case's owner, or its team's lead."""
    case = milestone.project.case
    if milestone.party in (ProjectParty.COMPANY, ProjectParty.CUSTOMER):
        ours = case.owner or case.team.lead
        return [ours] if ours and milestone.party == ProjectParty.COMPANY else []
    parts = milestone.project.firms.filter(party=milestone.party)
    return list(User.objects.filter(pk__in=parts.values("firm__users"), is_active=True))
