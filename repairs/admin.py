"""Where standards officers keep the firms that design, build and supervise for us."""

from django.contrib import admin
from django.forms import ModelMultipleChoiceField

from gasservice.standards.admin import OfficersOnly
from gasservice.users.models import User
from gasservice.users.terms import Role
from repairs.models import Firm


@admin.register(Firm)
class FirmAdmin(OfficersOnly, admin.ModelAdmin):
    list_display = ["name", "party", "phone", "licence_number", "licence_until"]
    list_filter = ["party"]
    search_fields = ["name", "licence_number"]
    filter_horizontal = ["users"]

    def formfield_for_manytomany(self, db_field, request, **options) -> ModelMultipleChoiceField:
        """Offer those who were invited as partners: nobody else signs in for a firm."""
        options["queryset"] = User.objects.filter(role=Role.PARTY).order_by("name")
        return super().formfield_for_manytomany(db_field, request, **options)
