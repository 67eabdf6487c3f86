"""Who sees warnings: who supervises or audits all of them, and at the desk who looks after the account its own."""

from django.db.models import QuerySet
from django.http import Http404

from gasservice.keyaccounts.models import EarlyWarning, KeyAccount
from gasservice.users.models import User
from gasservice.users.terms import DESK_ROLES, Role

SEE_ALL = frozenset({Role.SUPERVISOR, Role.AUDITOR})
WITH_ACCOUNT = ("gas_account__service_point__premise__community", "manager")


def looks_at_key_accounts(user: User) -> bool:
    return user.is_authenticated and user.is_active and user.role in SEE_ALL | DESK_ROLES


def may_mark_key_accounts(user: User) -> bool:
    return user.is_authenticated and user.is_active and user.role == Role.SUPERVISOR


def key_accounts_visible_to(user: User) -> QuerySet[KeyAccount]:
    """Give all to who supervises or audits, and to who is at the desk those they look after."""
    if not looks_at_key_accounts(user):
        return KeyAccount.objects.none()
    return KeyAccount.objects.all() if user.role in SEE_ALL else KeyAccount.objects.filter(manager=user)


def warnings_visible_to(user: User) -> QuerySet[EarlyWarning]:
    if not looks_at_key_accounts(user):
        return EarlyWarning.objects.none()
    warnings = EarlyWarning.objects.all()
    return warnings if user.role in SEE_ALL else warnings.filter(key_account__manager=user)


def get_key_account(user: User, pk: int) -> KeyAccount:
    """Give a key account with its place to who may change it, or answer that there is none."""
    rows = KeyAccount.objects.all() if may_mark_key_accounts(user) else KeyAccount.objects.none()
    row = rows.select_related(*WITH_ACCOUNT).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def get_warning(user: User, pk: int) -> EarlyWarning:
    """Give a warning with its account, or answer that there is none."""
    shown = [f"key_account__{path}" for path in WITH_ACCOUNT]
    row = warnings_visible_to(user).select_related(*shown, "judged_by", "followed_by", "case").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def may_judge(user: User, warning: EarlyWarning) -> bool:
    """Who supervises judges any warning, who looks after the account its own; an auditor only reads."""
    is_manager = user.works_cases and warning.key_account.manager_id == user.pk
    return user.role == Role.SUPERVISOR or is_manager


def get_warning_to_judge(user: User, pk: int) -> EarlyWarning:
    warning = get_warning(user, pk)
    if not may_judge(user, warning):
        raise Http404
    return warning
