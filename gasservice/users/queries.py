"""Who somebody is, and what they hold."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from gasservice.users.models import ApiToken, Invitation, User
from gasservice.users.secrets import digest_of

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def user_with_phone(phone: str) -> User | None:
    """Give whoever has proved that this number is theirs."""
    return User.objects.filter(phone=phone, phone_verified_at__isnull=False).first()


def has_second_factor(user: User) -> bool:
    """Whether an app or a key of theirs is known; recovery codes alone do not count."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def invitation_with(secret: str, at: datetime) -> Invitation | None:
    """Give the invitation that this secret opens, if it is still open."""
    return invitations_open(at).filter(secret_hash=digest_of(secret)).first()


def invitations_open(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at__isnull=True, expires_at__gt=at).select_related("team", "invited_by")


def token_with(secret: str, at: datetime) -> ApiToken | None:
    """Give the living token with this secret, and its user, who must still be welcome."""
    tokens = tokens_living(at).filter(secret_hash=digest_of(secret), user__is_active=True)
    return tokens.select_related("user").first()


def tokens_living(at: datetime) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(revoked_at__isnull=True, expires_at__gt=at)


def own_facts_of(user: User) -> dict[str, object]:
    """Give what the user's own row says, for them to take away."""
    return {
        "name": user.name,
        "email": user.email,
        "email_is_verified": is_email_proved(user),
        "phone": str(user.phone) if user.phone else None,
        "phone_verified_at": user.phone_verified_at,
        "role": user.role,
        "team": user.team.code if user.team else None,
        "language": user.language or None,
        "joined_at": user.joined_at,
        "last_signed_in_at": user.last_login,
        "api_tokens": list(user.api_tokens.values("name", "created_at", "expires_at", "last_used_at", "revoked_at")),
    }


def is_email_proved(user: User) -> bool:
    return EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists()
