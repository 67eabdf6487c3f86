"""What a quote rests on."""

from django.contrib import admin

from gasservice.standards.admin.dated import DatedAdmin
from gasservice.standards.models import DiscountRule, PaperRule, QuoteRule


@admin.register(QuoteRule)
class QuoteRuleAdmin(DatedAdmin):
    list_display = ["service_code", "valid_days", "tolerance_percent", "warranty_months", "valid_from", "valid_until"]


@admin.register(DiscountRule)
class DiscountAdmin(DatedAdmin):
    list_display = ["code", "name_en", "name_zh_hans", "percent", "amount", "valid_from", "valid_until"]


@admin.register(PaperRule)
class PaperAdmin(DatedAdmin):
    list_display = ["code", "service_code", "name_en", "name_zh_hans", "needed_of", "valid_from", "valid_until"]
