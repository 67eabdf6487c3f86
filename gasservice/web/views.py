"""Pages about the pages: the language, whether we are alive, and what is said when something goes wrong."""

import logging

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gasservice.web.languages import LANGUAGES
from gasservice.web.problems import is_api, problem_response
from gasservice.web.readiness import missing_parts

log = logging.getLogger(__name__)


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Speak the language chosen, here and, for a signed-in person, wherever they sign in."""
    response = redirect(safe_next(request))
    code = request.POST.get("language", "")
    if code not in LANGUAGES:
        return response
    if request.user.is_authenticated and hasattr(request.user, "language"):
        request.user.language = code
        request.user.save(update_fields=["language"])
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response


def safe_next(request: HttpRequest) -> str:
    """Give the address to return to, if it is one of ours."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else "/"


@require_GET
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process does."""
    return HttpResponse("ok", content_type="text/plain")


@require_GET
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Tell a balancer whether to send people here."""
    parts = missing_parts(timezone.now())
    is_ready = set(parts.values()) == {"ok"}
    return JsonResponse({"ready": is_ready, "checks": parts}, status=200 if is_ready else 503)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request):
        return problem_response(request, 404, _("There is nothing at this address."))
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that we broke, without asking the database, which may be what broke."""
    if is_api(request):
        return problem_response(request, 500, _("Something broke on our side. Nothing was done; try again later."))
    request.user = AnonymousUser()
    try:
        return render(request, "500.html", status=500)
    except Exception:
        log.exception("the page for errors broke too")
        return HttpResponseServerError(_("Something broke on our side"), content_type="text/plain; charset=utf-8")
