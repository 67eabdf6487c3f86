"""The public figures in the API."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from gasservice.oversight.queries.public import public_figures_kept
from gasservice.oversight.responses import open_figures
from gasservice.oversight.serializers import FiguresSerializer


class Figures(GenericAPIView):
    """How we are doing: promises kept, satisfaction and waiting times of the last twelve months."""

    serializer_class = FiguresSerializer
    permission_classes = [AllowAny]

    @extend_schema(tags=["figures"])
    def get(self, request: Request) -> Response:
        return Response(self.get_serializer(open_figures(public_figures_kept(timezone.now()))).data)
