"""The first page, and the one for those who smell gas."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gasservice.registry.queries import outages_published
from gasservice.standards.queries import services_published


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    services = services_published(timezone.localdate(now))
    return render(request, "portal/home.html", {"services": services, "outages": outages_published(now)[:5]})


@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/safety.html")
