"""The calendars that promises are counted on."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.standards.admin.dated import OfficersOnly
from gasservice.standards.models import CalendarException, OpeningSpan, PublishedYear, WorkingCalendar
from gasservice.standards.queries import unpublished_calendars


class SpanInline(OfficersOnly, admin.TabularInline):
    model = OpeningSpan
    extra = 0


class ExceptionInline(OfficersOnly, admin.TabularInline):
    model = CalendarException
    extra = 0


class YearInline(OfficersOnly, admin.TabularInline):
    model = PublishedYear
    extra = 0


@admin.register(WorkingCalendar)
class CalendarAdmin(OfficersOnly, admin.ModelAdmin):
    """Calendars; warns when the holidays of days that promises soon reach are not published."""

    list_display = ["code", "name_en", "name_zh_hans", "zone", "keeps_holidays"]
    inlines = [YearInline, ExceptionInline, SpanInline]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        self.warn(request)
        return super().changelist_view(request, extra_context)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None) -> HttpResponse:
        if request.method == "GET":
            self.warn(request)
        return super().change_view(request, object_id, form_url, extra_context)

    def warn(self, request: HttpRequest) -> None:
        for calendar, years in unpublished_calendars(timezone.localdate()):
            said = _(
                "%(calendar)s: the holidays of %(years)s are not published here. Due times that fall there are a guess."
            )
            facts = {"calendar": calendar, "years": ", ".join(map(str, years))}
            messages.warning(request, said % facts)
