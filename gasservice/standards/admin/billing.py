"""What happens when a bill is disputed, is late, stays unpaid, or somebody comes to collect it."""

from django.contrib import admin

from gasservice.standards.admin.dated import DatedAdmin
from gasservice.standards.models import ArrearsRule, CollectionRule, DisputeRule, FeeRule, WaiverLimit, WaiverRule


@admin.register(DisputeRule)
class DisputeRuleAdmin(DatedAdmin):
    list_display = ["code", "hold_days_after_decision", "second_approval_above", "valid_from", "valid_until"]


@admin.register(WaiverRule)
class WaiverRuleAdmin(DatedAdmin):
    list_display = ["code", "criterion", "is_automatic", "needs_evidence", "valid_from", "valid_until"]


@admin.register(WaiverLimit)
class WaiverLimitAdmin(DatedAdmin):
    list_display = ["code", "role", "up_to", "valid_from", "valid_until"]


@admin.register(ArrearsRule)
class ArrearsRuleAdmin(DatedAdmin):
    list_display = ["code", "name_en", "name_zh_hans", "overdue_days", "notice_days", "valid_from", "valid_until"]
    search_fields = ["code", "name_en", "name_zh_hans", "name_zh_hant"]


@admin.register(CollectionRule)
class CollectionRuleAdmin(DatedAdmin):
    list_display = ["code", "notice_hours", "window_hours", "valid_from", "valid_until"]


@admin.register(FeeRule)
class FeeRuleAdmin(DatedAdmin):
    list_display = ["code", "alike_days", "valid_from", "valid_until"]
