"""The pages of our services, the fee table and the kinds of case."""

from django.contrib import admin

from gasservice.standards.admin.dated import DatedAdmin, Part
from gasservice.standards.models import CaseKind, FeeItem, ServiceDocument, ServiceItem, ServiceQuestion, ServiceStep


class StepInline(Part, admin.StackedInline):
    model = ServiceStep


class DocumentInline(Part, admin.StackedInline):
    model = ServiceDocument


class QuestionInline(Part, admin.StackedInline):
    model = ServiceQuestion


@admin.register(FeeItem)
class FeeAdmin(DatedAdmin):
    list_display = ["code", "name_en", "name_zh_hans", "amount", "amount_to", "valid_from", "valid_until"]
    search_fields = ["code", "name_en", "name_zh_hans", "name_zh_hant"]


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
