"""Who is at the desk, and who answers for money."""

from django.http import Http404

from gasservice.registry.access import get_account
from gasservice.registry.models import GasAccount
from gasservice.users.models import User
from gasservice.users.terms import Role


def is_at_desk(user: User) -> bool:
    """The desk takes payments in and looks at bills in which something does not fit; so do programs with its tokens."""
    return user.is_authenticated and user.is_active and user.works_cases


def answers_for_money(user: User) -> bool:
    """Bills are taken over, and redress is paid out, by whoever answers for it."""
    return user.is_authenticated and user.is_active and user.role == Role.SUPERVISOR


def get_account_at_counter(user: User, number: str) -> GasAccount:
    """Give the account to the desk; to nobody else there is none."""
    if not is_at_desk(user):
        raise Http404
    return get_account(user, number)
