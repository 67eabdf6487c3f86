"""A delivery as it leaves the house: its letter, its text message, its name."""

from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, engines
from django.urls import reverse
from django.utils import translation

from gasservice.notices.models import Delivery, NoticeText
from gasservice.web.company import company_in
from gasservice.web.languages import language_named


def name_of(delivery: Delivery) -> str:
    """Name a delivery the same at every try, so that a mail server or gateway can see it is the same."""
    return f"{delivery.notice.created_at:%Y%m%d%H%M%S}.{delivery.pk}"


def address_of(link: str) -> str:
    """Make a link on our site one that works from elsewhere; nothing stays nothing."""
    return urljoin(f"{settings.SITE_URL}/", link) if link else ""


def letter_of(delivery: Delivery, text: NoticeText) -> EmailMultiAlternatives:
    """Write the e-mail: plain and HTML, signed by us, with the way to the matter and to the preferences."""
    preferences = address_of(reverse("notice-preferences")) if delivery.user_id else ""
    headers = {
        "Message-ID": f"<{name_of(delivery)}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    if preferences:
        headers["List-Unsubscribe"] = f"<{preferences}>"
    said = {
        "text": text,
        "link": address_of(delivery.link),
        "preferences": preferences,
        "company": company_in(text.language),
        "lang": language_named(text.language).html,
    }
    with translation.override(text.language):
        letter = EmailMultiAlternatives(text.subject, framed("txt", said), to=[delivery.address], headers=headers)
        letter.attach_alternative(framed("html", said), "text/html")
    return letter


def framed(ending: str, said: dict) -> str:
    template = engines["django"].get_template(f"notices/letter.{ending}").template
    return template.render(Context(said, autoescape=ending == "html")).strip() + "\n"


def short_of(delivery: Delivery, text: NoticeText) -> str:
    """Write the text message."""
    return " ".join(part for part in (text.short, address_of(delivery.link)) if part)
