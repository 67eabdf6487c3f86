"""How people sign in: what allauth asks us about phone numbers, and what it sends."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPException
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.stages import EmailVerificationStage, PhoneVerificationStage
from allauth.core.exceptions import ImmediateHttpResponse, RateLimited
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.forms import Field, Form
from django.http import HttpRequest
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gasservice.users.access import STAFF_SESSION, headed_by
from gasservice.users.actions import forget_unproved_claims, prove_phone, release_phone
from gasservice.users.forms import PhoneField
from gasservice.users.models import Team, User
from gasservice.users.queries import user_with_phone
from gasservice.users.terms import phone_written
from gasservice.web.company import company_in
from gasservice.web.limits import client_ip, too_many
from gasservice.web.sms import SmsFailed, send_sms

log = logging.getLogger(__name__)


class Backend(AuthenticationBackend):
    """Who signs in by e-mail address, phone number, code or key."""

    def get_user(self, user_id: object) -> User | None:
        """Give who is signed in, and in the same query whether they head a team."""
        heads = Exists(Team.objects.filter(headed_by(OuterRef("pk"))))
        user = User.objects.annotate(is_known_to_head=heads).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


class OwnEmailStage(EmailVerificationStage):
    """Ask for the code by e-mail only from those who gave an e-mail address."""

    def handle(self):
        if self.login.user and not self.login.user.email:
            return None, True
        return super().handle()


class PatientPhoneStage(PhoneVerificationStage):
    """Ask for the code by text message; tell those who ask too often to wait, which allauth forgets here."""

    def handle(self):
        try:
            return super().handle()
        except RateLimited:
            return too_many(self.request), False


CODES_TO_COME_IN = {"account/email/login_code", "account/email/password_reset_code"}
OUR_STAGES = {
    "allauth.account.stages.PhoneVerificationStage": "gasservice.users.adapters.PatientPhoneStage",
    "allauth.account.stages.EmailVerificationStage": "gasservice.users.adapters.OwnEmailStage",
}


class AccountAdapter(DefaultAccountAdapter):
    """Sign in by e-mail address or phone number."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "phone_password_mismatch": _("This phone number and password do not belong together."),
        "username_password_mismatch": _(
            "Give your e-mail address or your phone number, like 138 0013 8000, and your password."
        ),
        "password_locked": _(
            "Too many wrong passwords: for the next 5 minutes no password is taken here. You can come in at once "
            "with a code that we send you by e-mail or text message, or call us."
        ),
        "too_many_login_attempts": _("That was too often in a short time. Wait 5 minutes, then try again, or call us."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request)

    def get_login_stages(self) -> list[str]:
        return [OUR_STAGES.get(stage, stage) for stage in super().get_login_stages()]

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        if user.works_here:
            request.session.set_expiry(STAFF_SESSION)

    # Wrong passwords are counted for each address or number. allauth would count those of all phones together.
    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials) -> str:
        phone = phone_written(credentials.get("phone", ""))
        return phone or credentials.get("email") or credentials.get("username", "")

    def pre_authenticate(self, request: HttpRequest, **credentials) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise self.validation_error("password_locked") from error

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        user.name = form.cleaned_data["name"]
        user.language = get_language()
        phone = form.cleaned_data.get("phone")
        if phone:
            release_phone(phone=phone)
            user.phone = phone
        return super().save_user(request, user, form, commit)

    # Phone numbers
    def phone_form_field(self, **kwargs) -> Field:
        return PhoneField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (str(user.phone), user.phone_verified_at is not None) if user.phone else None

    @transaction.atomic
    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        release_phone(phone=phone, keep=user)
        user.phone, user.phone_verified_at = phone, timezone.now() if verified else None
        user.save(update_fields=["phone", "phone_verified_at"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        prove_phone(user=user, phone=phone, at=timezone.now())

    def get_user_by_phone(self, phone: str) -> User | None:
        return user_with_phone(phone_written(phone))

    # What is sent
    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs) -> None:
        self._send_sms("code", phone, code=code)

    def send_unknown_account_sms(self, phone: str, **kwargs) -> None:
        self._send_sms("unknown_account", phone, url=self.request.build_absolute_uri(reverse("account_signup")))

    def send_account_already_exists_sms(self, phone: str) -> None:
        url = self.request.build_absolute_uri(reverse("account_request_login_code"))
        self._send_sms("account_already_exists", phone, url=url)

    def _send_sms(self, template: str, phone: str, **facts) -> None:
        text = render_to_string(f"account/sms/{template}.txt", facts | {"company": company_in()}).strip()
        with self._sent_or_told(_("We could not send a text message just now. Try again later, or use your e-mail.")):
            send_sms(to=phone, text=text, key=f"sign-in-{uuid4()}")

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        if template_prefix in CODES_TO_COME_IN:
            forget_unproved_claims(email=email)
        with self._sent_or_told(_("We could not send an e-mail just now. Try again later, or use your phone number.")):
            super().send_mail(template_prefix, email, context | {"company": company_in()})

    @contextmanager
    def _sent_or_told(self, words: str) -> Iterator[None]:
        try:
            yield
        except (SmsFailed, SMTPException, OSError) as error:
            log.exception("a sign-in message was not sent")
            messages.error(self.request, words)
            raise ImmediateHttpResponse(redirect("account_login")) from error
