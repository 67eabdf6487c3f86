"""The rules of visits and of outages."""

from django.contrib import admin

from gasservice.standards.admin.dated import DatedAdmin, Part
from gasservice.standards.models import OutageRule, VisitLength, VisitRule, VisitWindow


class WindowInline(Part, admin.TabularInline):
    model = VisitWindow


class LengthInline(Part, admin.TabularInline):
    model = VisitLength


@admin.register(VisitRule)
class VisitRuleAdmin(DatedAdmin):
    list_display = ["code", "calendar", "moves_until", "notice_days", "valid_from", "valid_until"]
    list_select_related = ["calendar"]
    inlines = [WindowInline, LengthInline]


@admin.register(OutageRule)
class OutageRuleAdmin(DatedAdmin):
    list_display = ["code", "name_en", "name_zh_hans", "lead", "lead_unit", "redress", "valid_from", "valid_until"]
    search_fields = ["code", "name_en", "name_zh_hans", "name_zh_hant"]
