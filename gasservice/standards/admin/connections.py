"""The steps of a new connection, and what a first inspection looks at."""

from django.contrib import admin

from gasservice.standards.admin.dated import DatedAdmin
from gasservice.standards.models import InspectionItem, ProjectStep


@admin.register(ProjectStep)
class ProjectStepAdmin(DatedAdmin):
    list_display = [
        "code", "project_kind", "title_en", "title_zh_hans", "party", "allowance", "unit", "valid_from", "valid_until",
    ]  # fmt: skip
    list_filter = ["project_kind", "party"]


@admin.register(InspectionItem)
class InspectionItemAdmin(DatedAdmin):
    list_display = ["code", "title_en", "title_zh_hans", "severity", "mender", "valid_from", "valid_until"]
    list_filter = ["severity", "mender"]
    search_fields = ["code", "title_en", "title_zh_hans", "title_zh_hant"]
