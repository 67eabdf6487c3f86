"""What we promise, in words and in numbers."""

from django.contrib import admin

from gasservice.standards.admin.dated import DatedAdmin, Part
from gasservice.standards.models import LadderStep, ServiceStandard, SlaPolicy


class LadderInline(Part, admin.TabularInline):
    model = LadderStep


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
