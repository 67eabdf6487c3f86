"""Letters to people who do not sign in yet."""

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from gasservice.users.models import Invitation
from gasservice.web.company import company_in


def send_invitation(*, invitation: Invitation, url: str) -> None:
    """Mail the link that accepts an invitation."""
    company = company_in()
    subject = _("Your place at %(company)s") % {"company": company["name"]}
    facts = {"invitation": invitation, "url": url, "company": company}
    send_mail(subject, render_to_string("users/invitation.txt", facts), None, [invitation.email])
