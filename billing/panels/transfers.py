"""What asking for an account to be put in one's name adds to the page of the case."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gasservice.cases.models import Case
from gasservice.cases.panels import Panel, register
from gasservice.registry.access import may_hand_over
from gasservice.users.models import User

TRANSFER = "account-transfer"


@register
def account_transfer(case: Case, user: User) -> list[Panel]:
    """Lead the desk from who asks for an account to handing it over."""
    if case.kind.code != TRANSFER or not may_hand_over(user):
        return []
    if case.gas_account is None:
        return [Panel(_("Change of name"), words=_("Which account it is has not been named. Ask, and set the place."))]
    number = case.gas_account.number
    facts = [(_("Account"), number)]
    links = [
        (_("Hand it over"), f"{reverse('hand-over-account', args=[number])}?case={case.reference}"),
        (_("Who held it"), reverse("holders", args=[number])),
    ]
    return [Panel(_("Change of name"), facts=facts, links=links)]
