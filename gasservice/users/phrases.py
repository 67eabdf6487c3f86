"""Words of libraries that we say better: standing here they reach our catalogues, which go before theirs."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

SAID_BETTER = (
    _("Code"),
    _("Incorrect code."),
    _("Authenticator code"),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        1,
    ),
)
