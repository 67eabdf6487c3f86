"""The rule of surveys."""

from django.contrib import admin

from gasservice.standards.admin.dated import DatedAdmin
from gasservice.standards.models import SurveyRule


@admin.register(SurveyRule)
class SurveyRuleAdmin(DatedAdmin):
    list_display = ["code", "apart_days", "rest_days", "outage_sample", "call_percent", "valid_from", "valid_until"]
