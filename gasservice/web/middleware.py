"""What every request passes through."""

import logging
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from gasservice.web.languages import LANGUAGES

log = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestLogMiddleware:
    """Give each request a number that its log lines and its answer carry, and log it.

    The route is logged, never the address: addresses carry secrets of tracking links and numbers of people.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.id)
        begun = time.monotonic()
        response = self.get_response(request)
        response["X-Request-ID"] = request.id
        route = request.resolver_match.route if request.resolver_match else "(none)"
        took = int((time.monotonic() - begun) * 1000)
        log.info("%s /%s %s %d ms", request.method, route, response.status_code, took)
        return response


class LanguageMiddleware(LocaleMiddleware):
    """Speak the language of the person signed in, else of the cookie, else of the browser."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        chosen = getattr(request.user, "language", "") if request.user.is_authenticated else ""
        if chosen in LANGUAGES:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen


class PrivacyHeadersMiddleware:
    """Ask browsers for no more than we need, and to keep nothing of a signed-in person's pages."""

    PERMISSIONS = "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", self.PERMISSIONS)
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response
