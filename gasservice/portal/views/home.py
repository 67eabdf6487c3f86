"""The first page, and the one for those who smell gas."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gasservice.oversight.queries.public import kept_last_month
from gasservice.oversight.words import say_share
from gasservice.registry.queries import outages_published


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    kept = kept_last_month(now)
    facts = {"outages": outages_published(now)[:5]}
    if kept and kept.of:
        facts |= {"kept": say_share(kept), "due": kept.of}
    return render(request, "portal/home.html", facts)


@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/safety.html")
