"""How our people behave, and how much of it is looked at."""

from django.contrib import admin

from gasservice.standards.admin.dated import DatedAdmin
from gasservice.standards.models import ScoringRule, ServiceNorm


@admin.register(ServiceNorm)
class ServiceNormAdmin(DatedAdmin):
    list_display = ["code", "words_en", "words_zh_hans", "applies_to", "valid_from", "valid_until"]
    search_fields = ["code", "words_en", "words_zh_hans", "words_zh_hant"]


@admin.register(ScoringRule)
class ScoringRuleAdmin(DatedAdmin):
    list_display = ["code", "each", "months", "valid_from", "valid_until"]
