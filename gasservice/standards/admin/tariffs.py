"""What gas costs, and what paying late costs."""

from django.contrib import admin

from gasservice.standards.admin.dated import DatedAdmin, Part
from gasservice.standards.models import LateChargeRule, Tariff, TariffTier


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
