"""Where standards officers keep what we promise; nobody else gets in."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.standards.access import may_edit_standards
from gasservice.standards.actions.versions import KEYS, follow_version, withdraw_version
from gasservice.standards.forms import DatedForm, FollowForm
from gasservice.standards.models import (
    CalendarException,
    CaseKind,
    DiscountRule,
    FeeItem,
    InspectionItem,
    LadderStep,
    LateChargeRule,
    OpeningSpan,
    OutageRule,
    PaperRule,
    ProjectStep,
    PublishedYear,
    QuoteRule,
    Responsibility,
    ServiceDocument,
    ServiceItem,
    ServiceQuestion,
    ServiceStandard,
    ServiceStep,
    SlaPolicy,
    Tariff,
    TariffTier,
    VisitLength,
    VisitRule,
    VisitWindow,
    Warranty,
    WorkingCalendar,
)
from gasservice.standards.queries import unpublished_calendars
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
        return ("valid_from", *KEYS[self.model])

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


class StepInline(Part, admin.StackedInline):
    model = ServiceStep


class DocumentInline(Part, admin.StackedInline):
    model = ServiceDocument


class QuestionInline(Part, admin.StackedInline):
    model = ServiceQuestion


class LadderInline(Part, admin.TabularInline):
    model = LadderStep


class SpanInline(OfficersOnly, admin.TabularInline):
    model = OpeningSpan
    extra = 0


class ExceptionInline(OfficersOnly, admin.TabularInline):
    model = CalendarException
    extra = 0


class YearInline(OfficersOnly, admin.TabularInline):
    model = PublishedYear
    extra = 0


class WindowInline(Part, admin.TabularInline):
    model = VisitWindow


class LengthInline(Part, admin.TabularInline):
    model = VisitLength


@admin.register(WorkingCalendar)
class CalendarAdmin(OfficersOnly, admin.ModelAdmin):
    """Calendars; warns when the holidays of days that promises soon reach are not published."""

    list_display = ["code", "name_en", "name_zh_hans", "zone", "keeps_holidays"]
    inlines = [YearInline, ExceptionInline, SpanInline]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        self.warn(request)
        return super().changelist_view(request, extra_context)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None) -> HttpResponse:
        if request.method == "GET":
            self.warn(request)
        return super().change_view(request, object_id, form_url, extra_context)

    def warn(self, request: HttpRequest) -> None:
        for calendar, years in unpublished_calendars(timezone.localdate()):
            said = _(
                "%(calendar)s: the holidays of %(years)s are not published here. Due times that fall there are a guess."
            )
            facts = {"calendar": calendar, "years": ", ".join(map(str, years))}
            messages.warning(request, said % facts)


@admin.register(FeeItem)
class FeeAdmin(DatedAdmin):
    list_display = ["code", "name_en", "name_zh_hans", "amount", "amount_to", "valid_from", "valid_until"]
    search_fields = ["code", "name_en", "name_zh_hans", "name_zh_hant"]


@admin.register(Warranty)
class WarrantyAdmin(DatedAdmin):
    list_display = ["code", "days", "words_en", "words_zh_hans", "valid_from", "valid_until"]
    search_fields = ["code", "words_en", "words_zh_hans", "words_zh_hant"]


@admin.register(Responsibility)
class ResponsibilityAdmin(DatedAdmin):
    list_display = ["part", "name_en", "name_zh_hans", "belongs_to", "paid_by", "valid_from", "valid_until"]
    list_filter = ["part"]
    search_fields = ["name_en", "name_zh_hans", "name_zh_hant"]


@admin.register(ServiceItem)
class ServiceAdmin(DatedAdmin):
    list_display = ["code", "title_en", "title_zh_hans", "door", "kind_code", "valid_from", "valid_until"]
    list_filter = ["door"]
    search_fields = ["code", "title_en", "title_zh_hans", "title_zh_hant"]
    inlines = [StepInline, DocumentInline, QuestionInline]


@admin.register(CaseKind)
class KindAdmin(DatedAdmin):
    list_display = ["code", "name_en", "name_zh_hans", "door", "priority", "valid_from", "valid_until"]
    list_filter = ["door", "priority"]
    search_fields = ["code", "name_en", "name_zh_hans", "name_zh_hant"]


@admin.register(ServiceStandard)
class StandardAdmin(DatedAdmin):
    list_display = ["code", "words_en", "words_zh_hans", "valid_from", "valid_until"]
    search_fields = ["code", "words_en", "words_zh_hans", "words_zh_hant"]


@admin.register(SlaPolicy)
class PolicyAdmin(DatedAdmin):
    list_display = [
        "__str__", "allowance", "unit", "calendar", "redress", "valid_from", "valid_until",
    ]  # fmt: skip
    list_filter = ["door", "promise", "priority"]
    list_select_related = ["calendar"]
    search_fields = ["kind_code", "standard__code"]
    inlines = [LadderInline]


@admin.register(OutageRule)
class OutageRuleAdmin(DatedAdmin):
    list_display = ["code", "name_en", "name_zh_hans", "lead", "lead_unit", "redress", "valid_from", "valid_until"]
    search_fields = ["code", "name_en", "name_zh_hans", "name_zh_hant"]


@admin.register(VisitRule)
class VisitRuleAdmin(DatedAdmin):
    list_display = ["code", "calendar", "moves_until", "notice_days", "valid_from", "valid_until"]
    list_select_related = ["calendar"]
    inlines = [WindowInline, LengthInline]


@admin.register(QuoteRule)
class QuoteRuleAdmin(DatedAdmin):
    list_display = ["service_code", "valid_days", "tolerance_percent", "warranty_months", "valid_from", "valid_until"]


@admin.register(DiscountRule)
class DiscountAdmin(DatedAdmin):
    list_display = ["code", "name_en", "name_zh_hans", "percent", "amount", "valid_from", "valid_until"]


@admin.register(PaperRule)
class PaperAdmin(DatedAdmin):
    list_display = ["code", "service_code", "name_en", "name_zh_hans", "needed_of", "valid_from", "valid_until"]


@admin.register(ProjectStep)
class ProjectStepAdmin(DatedAdmin):
    list_display = [
        "code", "project_kind", "title_en", "title_zh_hans", "party", "allowance", "unit", "valid_from", "valid_until",
    ]  # fmt: skip
    list_filter = ["project_kind", "party"]


@admin.register(InspectionItem)
class InspectionItemAdmin(DatedAdmin):
    list_display = ["code", "title_en", "title_zh_hans", "severity", "mender", "valid_from", "valid_until"]
    list_filter = ["severity", "mender"]
    search_fields = ["code", "title_en", "title_zh_hans", "title_zh_hant"]


class TierInline(Part, admin.TabularInline):
    model = TariffTier


@admin.register(Tariff)
class TariffAdmin(DatedAdmin):
    list_display = ["code", "name_en", "name_zh_hans", "valid_from", "valid_until"]
    search_fields = ["code", "name_en", "name_zh_hans", "name_zh_hant"]
    inlines = [TierInline]


@admin.register(LateChargeRule)
class LateChargeRuleAdmin(DatedAdmin):
    list_display = ["code", "permille_per_day", "grace_days", "cap_percent", "valid_from", "valid_until"]
