"""Which accounts are watched because they are large."""

from django.contrib import admin

from gasservice.standards.admin.dated import DatedAdmin
from gasservice.standards.models import KeyAccountRule


@admin.register(KeyAccountRule)
class KeyAccountRuleAdmin(DatedAdmin):
    list_display = ["code", "yearly_m3", "remind_days", "team", "valid_from", "valid_until"]
    list_select_related = ["team"]
