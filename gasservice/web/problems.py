"""Every error of the API is told as a problem of RFC 9457."""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse

PROBLEM_JSON = "application/problem+json"
API_PREFIX = "/api/"


def problem_response(request: HttpRequest, code: int, detail: str) -> JsonResponse:
    """Tell a problem where no API view is there to tell it."""
    return JsonResponse(
        problem_of(code, path=request.path) | {"detail": detail}, status=code, content_type=PROBLEM_JSON
    )


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith(API_PREFIX)


def problem_of(code: int, *, path: str) -> dict[str, object]:
    return {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": code, "instance": path}


def type_of(code: str) -> str:
    return f"urn:problem-type:{code}"
