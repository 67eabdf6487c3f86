"""What the schema says of every address alike: how a POST is repeated, and how errors are told."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from gasservice.web.idempotency import HEADER, LONGEST
from gasservice.web.problems import PROBLEM_JSON
from gasservice.web.serializers import ProblemSerializer

KEY = OpenApiParameter(
    HEADER,
    {"type": "string", "maxLength": LONGEST},
    OpenApiParameter.HEADER,
    description="A name you give this request. Sent again with the same name and body within a day, it gets the same "
    "answer and is not done twice; with another body it is refused (422), and while the first is being answered (409).",
)


class Schema(AutoSchema):
    """Tell of idempotency keys and problems without each view's saying so."""

    def get_override_parameters(self) -> list:
        return [KEY] if self.method == "POST" else []

    def _get_response_bodies(self, direction: str = "response") -> dict:
        problem = self._get_response_for_code(ProblemSerializer, "default", [PROBLEM_JSON], direction)
        return super()._get_response_bodies(direction) | {"default": problem}
