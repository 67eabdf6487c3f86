"""What changes users: numbers proved, colleagues invited, roles changed, tokens made."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.users.access import may_edit_users, may_offer
from gasservice.users.models import ApiToken, Invitation, Team, User
from gasservice.users.queries import tokens_living
from gasservice.users.secrets import digest_of, new_secret
from gasservice.users.terms import STAFF_ROLES, Role
from gasservice.web.refusals import Refusal

INVITATION_LASTS = timedelta(days=7)
TOKEN_PREFIX = "gso_"  # noqa: S105  what every token begins with, not a token
TOKENS_AT_MOST = 20
USE_IS_NOTED_EVERY = timedelta(minutes=1)


class NotYours(Refusal):
    """Somebody else must do this."""


class AddressTaken(Refusal):
    """Another user has this address."""


class InvitationGone(Refusal):
    """It was used, withdrawn, or has expired."""


class RoleNotChanged(Refusal):
    """The role may not become that one, or not by this hand."""


class TooManyTokens(Refusal):
    """More tokens than anybody can keep an eye on."""


@transaction.atomic
def prove_phone(*, user: User, phone: str, at: datetime) -> User:
    """Give a number to whoever has just read a code from it."""
    release_phone(phone=phone, keep=user)
    user.phone, user.phone_verified_at = phone, at
    user.save(update_fields=["phone", "phone_verified_at"])
    return user


@transaction.atomic
def release_phone(*, phone: str, keep: User | None = None) -> None:
    """Take a number from those who claimed it and never proved it; who has nothing else was never anybody."""
    claims = User.objects.filter(phone=phone, phone_verified_at__isnull=True).exclude(pk=keep.pk if keep else None)
    claims.filter(email__isnull=True, last_login__isnull=True).delete()
    claims.filter(email__isnull=False).update(phone=None)


def forget_unproved_claims(*, email: str) -> None:
    """Forget the password and the number given before the address was proved: a stranger may have given them."""
    unproved = EmailAddress.objects.filter(email=email.lower(), verified=False).values("user")
    for user in User.objects.filter(pk__in=unproved, last_login__isnull=True):
        user.set_unusable_password()
        user.phone = user.phone_verified_at = None
        user.save(update_fields=["password", "phone", "phone_verified_at"])


@transaction.atomic
def invite_staff(
    *, email: str, name: str, role: str, team: Team | None, by: User | None, at: datetime
) -> tuple[Invitation, str]:
    """Offer a place; give it with the secret that opens it, which is kept nowhere. `by` is None at the console."""
    if by and not may_offer(by, role, team):
        raise NotYours(_("You cannot offer this place."))
    email = email.lower()
    refuse_taken(email)
    Invitation.objects.filter(email=email, accepted_at__isnull=True, expires_at__gt=at).update(expires_at=at)
    secret = new_secret()
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        role=role,
        team=team,
        secret_hash=digest_of(secret),
        invited_by=by,
        invited_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    return invitation, secret


def refuse_taken(email: str) -> None:
    """Refuse an address that somebody already signs in with: what strangers put there must not become staff."""
    if User.objects.filter(email__iexact=email).exists() or EmailAddress.objects.filter(email=email).exists():
        raise AddressTaken(_("Somebody signs in with this address already. Use another address."), field="email")


@transaction.atomic
def accept_invitation(*, invitation: Invitation, name: str, password: str, at: datetime) -> User:
    """Make the colleague's account; of several hands at once, one gets it."""
    still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, expires_at__gt=at)
    if not still_open.update(accepted_at=at):
        raise InvitationGone(_("This invitation was used already, or has expired. Ask for a new one."))
    refuse_taken(invitation.email)
    user = User.objects.create_user(
        invitation.email, password, name=name, role=invitation.role, team=invitation.team, joined_at=at
    )
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=user)
    return user


def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """Take an offer back before somebody uses it."""
    if not may_offer(by, invitation.role, invitation.team):
        raise NotYours(_("You cannot withdraw this invitation."))
    if not Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True).update(expires_at=at):
        raise InvitationGone(_("This invitation was used already."))
    return invitation


@transaction.atomic
def change_role(*, user: User, role: str, team: Team | None, is_active: bool, by: User) -> User:
    """Give a colleague another role or team, or let them in no more."""
    held = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    refuse_role_change(held, role, is_active, by)
    held.role, held.team, held.is_active = role, None if role == Role.CUSTOMER else team, is_active
    held.save(update_fields=["role", "team", "is_active"])
    return held


@transaction.atomic
def let_volunteer(*, user: User, is_volunteer: bool) -> User:
    """Make a customer a volunteer supervisor, or a customer again; who is anything else is neither."""
    roles = (Role.CUSTOMER, Role.VOLUNTEER)
    held = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if held.role not in roles:
        raise RoleNotChanged(_("Only customers become volunteer supervisors."))
    held.role = roles[is_volunteer]
    held.save(update_fields=["role"])
    return held


def refuse_role_change(user: User, role: str, is_active: bool, by: User) -> None:
    """Refuse what would make staff without an invitation, and what nobody does to themselves."""
    if not may_edit_users(by):
        raise NotYours(_("Only standards officers change roles."))
    if user.pk == by.pk and (role, is_active) != (user.role, user.is_active):
        raise RoleNotChanged(_("Nobody changes their own role: ask a colleague."), field="role")
    if role in STAFF_ROLES and user.role not in STAFF_ROLES:
        raise RoleNotChanged(_("Staff are invited: send an invitation to their address at work."), field="role")


def forget_second_factor(*, user: User, by: User) -> User:
    """Let a colleague who lost phone and key set up new ones; nobody does this for themselves."""
    if not may_edit_users(by) or user.pk == by.pk:
        raise NotYours(_("Ask another standards officer."))
    Authenticator.objects.filter(user=user).delete()
    return user


@transaction.atomic
def make_token(*, user: User, name: str, days: int, at: datetime) -> tuple[ApiToken, str]:
    """Make a key to the API; give it with its secret, which is shown once and kept nowhere."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if tokens_living(at).filter(user=user).count() >= TOKENS_AT_MOST:
        raise TooManyTokens(_("You have as many tokens as we allow. Revoke one that you no longer use."))
    secret = new_secret(TOKEN_PREFIX)
    token = ApiToken.objects.create(
        user=user, name=name, secret_hash=digest_of(secret), created_at=at, expires_at=at + timedelta(days=days)
    )
    return token, secret


def revoke_token(*, token: ApiToken, at: datetime) -> ApiToken:
    """Make a token open nothing from now on; once revoked it stays so."""
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=at)
    return token


def note_token_use(*, token: ApiToken, at: datetime) -> None:
    """Note when a token was last used, at most once a minute."""
    is_stale = Q(last_used_at__isnull=True) | Q(last_used_at__lte=at - USE_IS_NOTED_EVERY)
    if token.last_used_at is None or token.last_used_at <= at - USE_IS_NOTED_EVERY:
        ApiToken.objects.filter(is_stale, pk=token.pk).update(last_used_at=at)
