"""Where gas is off or will be: for everybody, and the proof of notice for those who answer for it."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gasservice.notices.models import Notice
from gasservice.notices.queries import deliveries_of
from gasservice.registry.access import acts_on_premises, get_outage_to_prove, get_published_outage
from gasservice.standards.queries import outage_rules
from gasservice.web.languages import LANGUAGES
from gasservice.web.limits import limit
from repairs.drawing import picture_of_area, picture_of_city
from repairs.forms.outage_pages import CheckForm, OutagesForm
from repairs.queries.outage_check import answers_for, answers_to
from repairs.queries.outage_pages import (
    Outage,
    buildings_in,
    outage_seen,
    outages_page,
    outages_told,
    story_of,
    with_versions,
)
from repairs.responses.outage_calendar import calendar_response
from repairs.responses.outage_cap import cap_response
from repairs.responses.outage_feeds import ENTRIES, entries_of, json_response, rss_response
from repairs.responses.outage_proof import proof_response

View = Callable[..., HttpResponse]


@require_safe
def outages(request: HttpRequest) -> HttpResponse:
    now, form = timezone.now(), OutagesForm(request.GET)
    district = form.chosen()
    found = outages_page(now, district, request.GET.get("cursor", ""), request.GET.get("live", ""))
    facts = {
        "found": found,
        "form": form,
        "district": district,
        "own": answers_for(request.user, now),
        "picture": picture_of_city([*found.off, *found.to_come]),
        "sooner_url": page_url(request, "live", found.live.previous),
        "later_url": page_url(request, "live", found.live.next),
        "newer_url": page_url(request, "cursor", found.page.previous, "#past"),
        "older_url": page_url(request, "cursor", found.page.next, "#past"),
    }
    return render(request, "repairs/outage/public-list.html", facts | rules_now())


@require_safe
def outage(request: HttpRequest, reference: str) -> HttpResponse:
    seen = seen_by_all(reference)
    facts = {
        "outage": seen,
        "story": story_of(seen),
        "picture": picture_of_area(seen, buildings_in(seen.places)),
        "crumbs": [(_("Outages"), reverse("outages"))],
        "place": "outages",
    }
    return render(request, "repairs/outage/public.html", facts | rules_now())


@require_safe
@limit("outage-check", "30/m/ip")
def outage_check(request: HttpRequest) -> HttpResponse:
    now, form = timezone.now(), CheckForm(request.GET if "place" in request.GET else None)
    facts = {
        "form": form,
        "own": answers_for(request.user, now),
        "asked": form.cleaned_data["place"] if form.is_valid() else "",
        "answers": answers_to(form.cleaned_data["place"], now) if form.is_valid() else [],
        "crumbs": [(_("Outages"), reverse("outages"))],
        "place": "outages",
    }
    return render(request, "repairs/outage/public-check.html", facts)


def in_asked_language(view: View) -> View:
    """Speak the language that the address asks for; without one, the reader's."""

    @wraps(view)
    def speaking(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        code = request.GET.get("lang", "").lower()
        with translation.override(code if code in LANGUAGES else translation.get_language()):
            return view(request, *args, **kwargs)

    return speaking


@require_safe
@in_asked_language
def feed(request: HttpRequest, form: str) -> HttpResponse:
    now = timezone.now()
    told = [outage_seen(row, now) for row in outages_told(now, ENTRIES)]
    answer = {"rss": rss_response, "json": json_response}[form]
    return answer(request, entries_of(told))


@require_safe
@in_asked_language
def calendar(request: HttpRequest, reference: str) -> HttpResponse:
    return calendar_response(seen_by_all(reference))


@require_safe
def cap(request: HttpRequest, reference: str) -> HttpResponse:
    return cap_response(seen_by_all(reference))


@require_safe
@login_required
def proof(request: HttpRequest, reference: str) -> StreamingHttpResponse:
    row = get_outage_to_prove(request.user, reference)
    told = deliveries_of(Notice.objects.filter(key__startswith=f"outage:{row.pk}:").values("pk"))
    told = told.select_related("premise__community", "hung_by", "user", "notice")
    return proof_response(row, told, is_open=acts_on_premises(request.user))


def seen_by_all(reference: str) -> Outage:
    now = timezone.now()
    return outage_seen(with_versions(get_published_outage(reference, now)), now)


def rules_now() -> dict[str, object]:
    return {"rules": outage_rules(timezone.localdate())}


def page_url(request: HttpRequest, name: str, cursor: str, part: str = "") -> str:
    """Give the address of another page of one of the lists; the other list stays where it is."""
    if not cursor:
        return ""
    asked = request.GET.copy()
    asked[name] = cursor
    return f"?{asked.urlencode()}{part}"
