"""Words of libraries that we say better: standing here they reach our catalogues, which go before theirs."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

SAID_BETTER = (
    _("Code"),
    _("Incorrect code."),
    _("Authenticator code"),
    _("Incorrect password."),
    _("Invalid or expired key."),
    _("The password reset token was invalid."),
    _("Forgot your password?"),
    _("Password (again)"),
    _("New Password (again)"),
    _("A user is already registered with this email address."),
    _("A user is already registered with this phone number."),
    _("You cannot remove your primary email address."),
    _("The new value must be different from the current one."),
    _("This field is required."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("Enter a whole number."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        1,
    ),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        1,
    ),
)
