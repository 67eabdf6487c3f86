"""The published catalogue."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gasservice.standards.queries import (
    calendars_published,
    fees_cancelled,
    fees_published,
    parts_on,
    promises_by_door,
    service_page,
    services_by_door,
)


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:80]
    found = services_by_door(timezone.localdate(), query)
    return render(request, "standards/services.html", {"doors": found, "query": query})


@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    page = service_page(code, timezone.localdate())
    if page is None:
        raise Http404
    return render(request, "standards/service.html", {"page": page, "place": "services"})


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    facts = {"doors": promises_by_door(timezone.localdate()), "calendars": calendars_published()}
    return render(request, "standards/promises.html", facts | {"place": "services"})


@require_safe
def who_pays(request: HttpRequest) -> HttpResponse:
    facts = {"answers": parts_on(timezone.localdate()), "place": "services"}
    return render(request, "standards/who_pays.html", facts)


@require_safe
def fees(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    facts = {"fees": fees_published(today), "cancelled": fees_cancelled(today)}
    return render(request, "standards/fees.html", facts | {"place": "services"})
