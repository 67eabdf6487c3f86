"""How long we keep papers that people showed us."""

from django.contrib import admin

from gasservice.standards.admin.dated import DatedAdmin
from gasservice.standards.models import KeepingRule


@admin.register(KeepingRule)
class KeepingRuleAdmin(DatedAdmin):
    list_display = ["paper", "months", "valid_from", "valid_until"]
