"""Which team works what, for standards officers; a case itself is changed by acts, never by hand."""

from django.contrib import admin
from django.http import HttpRequest

from gasservice.cases.models import Routing
from gasservice.users.access import may_edit_users


@admin.register(Routing)
class RoutingAdmin(admin.ModelAdmin):
    """Kind and district to team; an empty kind or district means the rest."""

    list_display = ["door", "kind_code", "district", "team"]
    list_filter = ["door", "team"]
    list_select_related = ["district", "team"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_edit_users(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Routing | None = None) -> bool:
        return may_edit_users(request.user)

    has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_view_permission
