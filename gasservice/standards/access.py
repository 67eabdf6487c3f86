"""Who may edit what we promise."""

from gasservice.users.models import User
from gasservice.users.terms import Role


def may_edit_standards(user: User) -> bool:
    """Say whether somebody keeps the published standards."""
    return user.is_active and (user.is_superuser or user.role == Role.STANDARDS_OFFICER)
