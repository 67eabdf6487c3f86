"""Staff prove who they are twice, or reach nothing."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from gasservice.users.queries import has_second_factor
from gasservice.web.problems import is_api, problem_response

ALWAYS_OPEN = {"account_logout", "account_reauthenticate", "set-language", "safety", "healthz", "readyz"}
SET_UP_FORMS = {"mfa_activate_totp", "mfa_add_webauthn"}
SET_UP = SET_UP_FORMS | {"mfa_index"}
PROVE = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
SET_UP_HERE = "second_factor_set_up_here"


class SecondFactorMiddleware:
    """Lead staff without a second factor to set one up, and those who have not used theirs to use it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_set_up_now(request, response):
            request.session[SET_UP_HERE] = True
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        name = request.resolver_match.view_name
        if name in ALWAYS_OPEN or not is_half_signed_in(request):
            return None
        if is_api(request):
            return problem_response(request, 403, _("Sign in with your second factor first."))
        has_one = has_second_factor(request.user)
        if name in (PROVE if has_one else SET_UP):
            return None
        if has_one:
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
        messages.info(request, _("People who work here sign in with two proofs. Set up the second one now."))
        return redirect("mfa_index")


def is_half_signed_in(request: HttpRequest) -> bool:
    """Whether somebody from staff is here by one proof only."""
    user = request.user
    if not settings.STAFF_SECOND_FACTOR or not user.is_authenticated or not (user.works_here or user.is_staff):
        return False
    is_proved = any(record["method"] == "mfa" for record in get_authentication_records(request, user))
    return not is_proved and not request.session.get(SET_UP_HERE, False)


def is_set_up_now(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this request has just set up a second factor: who did so has shown it."""
    match = request.resolver_match
    if request.method != "POST" or response.status_code != 302 or not match or match.view_name not in SET_UP_FORMS:
        return False
    return is_half_signed_in(request) and has_second_factor(request.user)
