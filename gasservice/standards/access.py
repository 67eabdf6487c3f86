"""Who may edit what we promise, and who sees what is not published yet."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from gasservice.standards.models import ServiceItem
from gasservice.users.models import User
from gasservice.users.terms import Role


def may_edit_standards(user: User) -> bool:
    """Say whether somebody keeps the published standards."""
    return user.is_active and (user.is_superuser or user.role == Role.STANDARDS_OFFICER)


def let_in_office(user: User) -> None:
    """Answer that there is nothing to whoever does not keep the published standards."""
    if not may_edit_standards(user):
        raise Http404


def get_version(user: User, pk: int) -> ServiceItem:
    """Give a page of the catalogue as it stands in one version, also in a draft."""
    let_in_office(user)
    versions = ServiceItem.versions.select_related("drafted_by", "published_by")
    return get_object_or_404(versions.prefetch_related("steps", "documents", "questions", "fees"), pk=pk)


def get_draft(user: User, pk: int) -> ServiceItem:
    """Give a draft; there is none any more once it is published."""
    version = get_version(user, pk)
    if not version.is_draft:
        raise Http404
    return version


def get_waiting_draft(user: User, code: str) -> ServiceItem:
    """Give the draft that waits of a service."""
    let_in_office(user)
    return get_object_or_404(ServiceItem.versions.filter(is_draft=True), code=code)
