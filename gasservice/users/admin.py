"""Teams, users and invitations, for standards officers only; nobody is made or deleted here."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gasservice.users.access import may_edit_users
from gasservice.users.actions import change_role, forget_second_factor
from gasservice.users.forms import RoleForm
from gasservice.users.models import Invitation, Team, User
from gasservice.web.refusals import Refusal

# The admin's own sign-in knows neither limits nor second proofs.
admin.site.login = secure_admin_login(admin.site.login)


class OfficersAdmin(admin.ModelAdmin):
    """Open to standards officers; rows are never deleted, for cases point to them."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_edit_users(request.user)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return may_edit_users(request.user)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return may_edit_users(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


@admin.register(Team)
class TeamAdmin(OfficersAdmin):
    list_display = ["code", "name_en", "name_zh_hans", "lead", "supervisor", "head"]
    list_select_related = ["lead", "supervisor", "head"]
    autocomplete_fields = ["lead", "supervisor", "head"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_edit_users(request.user)


@admin.register(User)
class UserAdmin(OfficersAdmin):
    form = RoleForm
    list_display = ["name", "email", "phone", "role", "team", "is_active", "last_login"]
    list_filter = ["role", "team", "is_active"]
    list_select_related = ["team"]
    search_fields = ["name", "email", "phone"]
    readonly_fields = ["email", "phone", "last_login", "joined_at"]
    show_full_result_count = False

    actions = ["forget_factors"]

    def get_form(self, request: HttpRequest, obj: User | None = None, **kwargs) -> type[RoleForm]:
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def save_model(self, request: HttpRequest, obj: User, form: RoleForm, change: bool) -> None:
        change_role(user=obj, role=obj.role, team=obj.team, is_active=obj.is_active, by=request.user)
        obj.save(update_fields=["name", "language"])

    @admin.action(description=_("Lost phone or key: let them set up a new second proof"))
    def forget_factors(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            try:
                forget_second_factor(user=user, by=request.user)
            except Refusal as refusal:
                self.message_user(request, refusal.message, messages.ERROR)
            else:
                self.log_change(request, user, "second factor forgotten")
                self.message_user(request, _("%(name)s sets up a new one at the next sign-in.") % {"name": user})


@admin.register(Invitation)
class InvitationAdmin(OfficersAdmin):
    list_display = ["email", "name", "role", "team", "invited_by", "invited_at", "expires_at", "accepted_at"]
    list_select_related = ["team", "invited_by"]
    exclude = ["secret_hash"]

    def has_change_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        return False
