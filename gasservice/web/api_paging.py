"""The same pages in the API."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from gasservice.web.paging import BadCursor, page_at


class KeysetPagination(BasePagination):
    """Page a list by the view's `paged_by` column, newest row first where it names none."""

    size = 50
    most = 200

    def paginate_queryset(self, queryset: QuerySet, request: Request, view=None) -> list:
        self.url = request.build_absolute_uri()
        cursor = request.query_params.get("cursor", "")
        size = self.size_in(request.query_params.get("limit", ""))
        try:
            self.page = page_at(queryset, by=getattr(view, "paged_by", "-pk"), cursor=cursor, size=size)
        except BadCursor as error:
            raise ValidationError({"cursor": [_("This cursor does not belong to this list.")]}) from error
        return self.page.rows

    def size_in(self, limit: str) -> int:
        if not limit:
            return self.size
        if not limit.isascii() or not limit.isdigit() or not 1 <= len(limit) <= 3 or not 1 <= int(limit) <= self.most:
            raise ValidationError({"limit": [_("Give a whole number from 1 to %(most)s.") % {"most": self.most}]})
        return int(limit)

    def url_of(self, cursor: str) -> str | None:
        return replace_query_param(remove_query_param(self.url, "cursor"), "cursor", cursor) if cursor else None

    def get_paginated_response(self, data) -> Response:
        return Response(
            {"next": self.url_of(self.page.next), "previous": self.url_of(self.page.previous), "results": data}
        )

    def get_paginated_response_schema(self, schema: dict) -> dict:
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view) -> list[dict]:
        return [
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "schema": {"type": "string"},
                "description": "Where the page begins: taken from `next` or `previous` of another page.",
            },
            {
                "name": "limit",
                "in": "query",
                "required": False,
                "schema": {"type": "integer", "minimum": 1, "maximum": self.most, "default": self.size},
                "description": "How many rows a page has.",
            },
        ]
