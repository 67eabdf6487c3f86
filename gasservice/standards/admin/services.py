"""The fee table and the kinds of case; the pages of our services have an office of their own."""

from django.contrib import admin

from gasservice.standards.admin.dated import DatedAdmin
from gasservice.standards.models import CaseKind, FeeItem


@admin.register(FeeItem)
class FeeAdmin(DatedAdmin):
    list_display = ["code", "name_en", "name_zh_hans", "amount", "amount_to", "valid_from", "valid_until"]
    search_fields = ["code", "name_en", "name_zh_hans", "name_zh_hant"]


@admin.register(CaseKind)
class KindAdmin(DatedAdmin):
    list_display = ["code", "name_en", "name_zh_hans", "door", "priority", "valid_from", "valid_until"]
    list_filter = ["door", "priority"]
    search_fields = ["code", "name_en", "name_zh_hans", "name_zh_hant"]
