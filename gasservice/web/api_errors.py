"""Errors of the API's own views, on their way out as problems."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

from gasservice.web.problems import PROBLEM_JSON, problem_of, type_of
from gasservice.web.refusals import Refusal


class Refused(APIException):
    """A refusal on its way out through the API."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.status_code = refusal.status_code


def problem_handler(error: Exception, context: dict) -> Response | None:
    """Answer an error of an API view; None for a bug, which is Django's to report."""
    shown = Refused(error) if isinstance(error, Refusal) else error
    response = exception_handler(shown, context)
    if response is None:
        return None
    request = context["request"]
    problem = problem_of(response.status_code, path=request.path)
    if isinstance(error, ValidationError):
        where = "parameter" if request.method in ("GET", "HEAD", "OPTIONS") else "pointer"
        problem |= {
            "type": type_of("invalid-input"),
            "title": _("What was sent cannot be used"),
            "errors": list(errors_in(error.detail, where=where)),
        }
    else:
        problem["detail"] = str(response.data["detail"])
    if isinstance(error, Refusal):
        problem["type"] = type_of(error.code)
    response.data = problem
    response.content_type = PROBLEM_JSON
    return response


def errors_in(detail, *, where: str, path: str = "") -> Iterator[dict[str, str]]:
    """Walk a validation error and say for each sentence which part of the request it is about."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            step = "" if name == api_settings.NON_FIELD_ERRORS_KEY else f"/{name}"
            yield from errors_in(inner, where=where, path=path + step)
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            step = f"/{number}" if isinstance(inner, dict | list) else ""
            yield from errors_in(inner, where=where, path=path + step)
    else:
        spot = path.lstrip("/") if where == "parameter" else f"#{path}"
        yield {where: spot, "detail": str(detail)}
