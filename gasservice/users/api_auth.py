"""Coming in through the API with a token."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from gasservice.users.actions import note_token_use
from gasservice.users.models import ApiToken, User
from gasservice.users.queries import token_with


class TokenAuthentication(BaseAuthentication):
    """Read `Authorization: Bearer …`."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _space, secret = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        now = timezone.now()
        token = token_with(secret.decode("latin-1").strip(), now)
        if token is None:
            raise AuthenticationFailed(_("This token is unknown, expired or revoked."))
        note_token_use(token=token, at=now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class TokenScheme(OpenApiAuthenticationExtension):
    """How the schema tells about tokens."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
