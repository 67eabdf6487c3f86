"""The published catalogue, as everybody reads it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gasservice.standards.leaks import reads_like_leak
from gasservice.standards.queries import (
    calendars_published,
    fees_cancelled,
    fees_published,
    history_of,
    keeping_rules_on,
    norms_on,
    parts_on,
    promises_by_door,
    rules_of_quotes,
    service_page,
    services_by_door,
    visit_rule_on,
)


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:80]
    found = services_by_door(timezone.localdate(), query)
    facts = {"doors": found, "query": query, "is_leak": reads_like_leak(query)}
    return render(request, "standards/services.html", facts)


@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    page = service_page(code, timezone.localdate())
    if page is None:
        raise Http404
    return render(request, "standards/service.html", {"page": page, "place": "services"})


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    facts = {"doors": promises_by_door(today), "calendars": calendars_published(), "visits": visit_rule_on(today)}
    facts["keeping"] = keeping_rules_on(today)
    return render(request, "standards/promises.html", facts | {"place": "services"})


@require_safe
def promise_history(request: HttpRequest, code: str) -> HttpResponse:
    versions = history_of(code)
    if not versions:
        raise Http404
    today = timezone.localdate()
    found = [(version, version.holds_on(today), version.is_coming(today)) for version in versions]
    named = next((version for version, holds, _is_coming in found if holds), versions[0])
    facts = {"versions": found, "standard": named.standard, "place": "services"}
    return render(request, "standards/promise_history.html", facts)


@require_safe
def who_pays(request: HttpRequest) -> HttpResponse:
    facts = {"answers": parts_on(timezone.localdate()), "place": "services"}
    return render(request, "standards/who_pays.html", facts)


@require_safe
def conduct(request: HttpRequest) -> HttpResponse:
    """Show how our people behave."""
    facts = {"norms": norms_on(timezone.localdate()), "place": "services"}
    return render(request, "standards/conduct.html", facts)


@require_safe
def fees(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    facts = {"fees": fees_published(today), "cancelled": fees_cancelled(today), "rules": rules_of_quotes(today)}
    return render(request, "standards/fees.html", facts | {"place": "services"})
