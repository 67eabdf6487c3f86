"""Where standards officers keep the courses."""

from django.contrib import admin

from gasservice.standards.admin import OfficersOnly
from gasservice.training.forms import CourseForm
from gasservice.training.models import Course


@admin.register(Course)
class CourseAdmin(OfficersOnly, admin.ModelAdmin):
    form = CourseForm
    list_display = ["code", "name_en", "name_zh_hans", "norm_codes", "kind_codes", "is_offered"]
    search_fields = ["code", "name_en", "name_zh_hans", "name_zh_hant"]
