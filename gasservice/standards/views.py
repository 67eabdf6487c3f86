"""The published catalogue."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gasservice.standards.queries import service_page, services_published


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:80]
    found = services_published(timezone.localdate(), query)
    return render(request, "standards/services.html", {"services": found, "query": query})


@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    page = service_page(code, timezone.localdate())
    if page is None:
        raise Http404
    return render(request, "standards/service.html", {"page": page, "place": "services"})
