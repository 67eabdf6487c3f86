"""The first page, and the one for those who smell gas."""

from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gasservice.oversight.queries.public import kept_last_month
from gasservice.oversight.rules import LEAST, Share
from gasservice.oversight.words import say_share
from gasservice.registry.queries import outages_published

FRESH = 300  # seconds


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    kept = kept_recently(now)
    facts = {"outages": outages_published(now)[:5]}
    if kept.of >= LEAST:
        facts |= {"kept": say_share(kept), "due": kept.of}
    return render(request, "portal/home.html", facts)


def kept_recently(now: datetime) -> Share:
    """Count last month's promises at most once in a few minutes."""
    return cache.get_or_set(f"kept-last-month-{timezone.localdate(now)}", lambda: kept_last_month(now), FRESH)


@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/safety.html")
