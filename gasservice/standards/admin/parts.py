"""Whose each part of the pipe is, and how long work is under warranty."""

from django.contrib import admin

from gasservice.standards.admin.dated import DatedAdmin
from gasservice.standards.models import Responsibility, Warranty


@admin.register(Responsibility)
class ResponsibilityAdmin(DatedAdmin):
    list_display = ["part", "name_en", "name_zh_hans", "belongs_to", "paid_by", "valid_from", "valid_until"]
    list_filter = ["part"]
    search_fields = ["name_en", "name_zh_hans", "name_zh_hant"]


@admin.register(Warranty)
class WarrantyAdmin(DatedAdmin):
    list_display = ["code", "days", "words_en", "words_zh_hans", "valid_from", "valid_until"]
    search_fields = ["code", "words_en", "words_zh_hans", "words_zh_hant"]
