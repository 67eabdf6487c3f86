"""What everybody reads of the volunteers: a digest of each month."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gasservice.oversight.words import say_share
from gasservice.volunteers.queries.digest import digest_of, months_told, published_in
from gasservice.volunteers.rules import LEAST_PEOPLE, month_before
from gasservice.web.limits import limit
from gasservice.web.paging import page_of
from gasservice.web.say import say_month_of_year, say_number


@limit("volunteer-digest", "60/m/ip")
@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """Show the month before this one: the last that is whole."""
    return shown(request, month_before(timezone.localdate()))


@limit("volunteer-digest", "60/m/ip")
@require_safe
def digest(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show one whole month of the last twelve."""
    try:
        asked = date(year, month, 1)
    except ValueError as error:
        raise Http404 from error
    if asked not in months_told(month_before(timezone.localdate())):
        raise Http404
    return shown(request, asked)


def shown(request: HttpRequest, month: date) -> HttpResponse:
    counted, months = digest_of(month, timezone.now()), months_told(month_before(timezone.localdate()))
    page = page_of(published_in(month), by="written_at", cursor=request.GET.get("cursor", ""), size=20)
    for row in page.rows:
        district = row.community.district
        row.district_told = None if district.pk in counted.hidden else district
    facts = {
        "digest": counted,
        "page": page,
        "month": say_month_of_year(month),
        "answered": say_share(counted.answered),
        "verdicts": [mean and say_number(mean, places=1) for mean in (counted.fair, counted.clear)],
        "least": LEAST_PEOPLE,
        "months": [(say_month_of_year(day), digest_url(day)) for day in months if day != month],
        "place": "volunteers",
    }
    return render(request, "volunteers/digest.html", facts)


def digest_url(month: date) -> str:
    return reverse("volunteer-digest-of", args=[month.year, month.month])
