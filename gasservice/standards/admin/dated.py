"""What all rows here have in common: who gets in, and that what has begun is not rewritten."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.standards.access import may_edit_standards
from gasservice.standards.actions.versions import follow_version, withdraw_version
from gasservice.standards.forms.dated import DatedForm, FollowForm
from gasservice.web.refusals import Refusal


class OfficersOnly:
    """Let standards officers do everything here, and others nothing."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_edit_standards(request.user)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return may_edit_standards(request.user)

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return may_edit_standards(request.user)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return may_edit_standards(request.user)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return may_edit_standards(request.user)


class Part(OfficersOnly):
    """Rows below a dated row: as fixed as that row once it has begun."""

    extra = 0

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_add_permission(request) and not is_fixed(obj)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_change_permission(request) and not is_fixed(obj)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_delete_permission(request) and not is_fixed(obj)


class DatedAdmin(OfficersOnly, admin.ModelAdmin):
    """A row that has begun to hold can be ended or followed by a new version, never rewritten."""

    form = DatedForm
    change_form_template = "admin/standards/dated_change_form.html"
    date_hierarchy = "valid_from"

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> tuple[str, ...]:
        if obj is None:
            return ()
        if obj.has_ended(timezone.localdate()):
            return tuple(self.get_fields_of_model())
        if is_fixed(obj):
            return tuple(name for name in self.get_fields_of_model() if name != "valid_until")
        return ("valid_from", *self.model.version_key())

    def get_fields_of_model(self) -> list[str]:
        fields = (*self.opts.fields, *self.opts.many_to_many)
        return [field.name for field in fields if field.editable and not field.primary_key]

    def get_fieldsets(self, request: HttpRequest, obj=None) -> list:
        return [(None, {"fields": self.get_fields_of_model(), "description": sentence_for(obj)})]

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_delete_permission(request) and obj is not None and not is_fixed(obj)

    def get_deleted_objects(self, objs, request: HttpRequest) -> tuple[list, dict, set, list]:
        # The action takes back what stands below too, in the right order; Django would call it protected.
        return [str(row) for row in objs], {}, set(), []

    def delete_model(self, request: HttpRequest, obj) -> None:
        withdraw_version(row=obj, at=timezone.now())

    def get_urls(self) -> list:
        follow = self.admin_site.admin_view(self.follow)
        name = f"{self.opts.app_label}_{self.opts.model_name}_follow"
        return [path("<int:pk>/follow/", follow, name=name), *super().get_urls()]

    def follow(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the day, then end the row there and open its copy."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        row = get_object_or_404(self.model, pk=pk)
        form = FollowForm(request.POST or None)
        if form.is_valid():
            try:
                successor = follow_version(row=row, valid_from=form.cleaned_data["valid_from"], at=timezone.now())
            except Refusal as refusal:
                form.add_error(refusal.field, refusal.message)
            else:
                self.log_addition(request, successor, f"Follows version {row.pk}")
                self.message_user(request, _("The new version is ready. Change it before it begins."))
                return redirect(self.address_of("change", successor.pk))
        context = self.admin_site.each_context(request) | {
            "title": _("Follow with a new version"),
            "opts": self.opts,
            "original": row,
            "form": form,
        }
        return TemplateResponse(request, "admin/standards/follow.html", context)

    def address_of(self, page: str, *args) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)


def is_fixed(row) -> bool:
    """Whether a dated row has begun to hold; other rows never are."""
    return row is not None and hasattr(row, "has_begun") and row.has_begun(timezone.localdate())


def sentence_for(row) -> str:
    today = timezone.localdate()
    if row is None:
        return _("A new row holds from today at the earliest.")
    if row.has_ended(today):
        return _("This version has ended and stays in the record as it was.")
    if row.has_begun(today):
        return _(
            "This version holds, and cases were promised under it, so it is not rewritten."
            " Give it an end, or follow it with a new version."
        )
    return _("This version has not begun: change what you like, or delete it and the one before it holds on.")
