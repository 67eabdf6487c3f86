"""Limits on how often a page may be asked for: so that nobody guesses numbers and secrets, or floods the desk."""

import hashlib
import math
import time
from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gasservice.web.problems import is_api, problem_response
from gasservice.web.say import say_working

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
LONGEST_SIGN_IN_LOCK = 300  # seconds; after that the tightest limit on passwords lets one try again

View = Callable[..., HttpResponse]


class Rate(NamedTuple):
    """How many in how many seconds, counted for each address or for each user."""

    count: int
    seconds: int
    per: str


def rate_named(words: str) -> Rate:
    """Read "10/m/ip" or "30/h/user"."""
    count, unit, per = words.split("/")
    if per not in ("ip", "user"):
        raise ValueError(f"A rate is counted per ip or per user, not per {per}.")
    return Rate(int(count), UNITS[unit], per)


def limit(name: str, words: str, *, only_posts: bool = False) -> Callable[[View], View]:
    """Answer 429 to whoever asks for a view more often than `words` ("10/m/ip") say."""
    rate = rate_named(words)

    def limited(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if only_posts and request.method != "POST":
                return view(request, *args, **kwargs)
            wait = seconds_to_wait(name, rate, request, now=time.time())
            return too_many(request, wait) if wait else view(request, *args, **kwargs)

        return counted

    return limited


def seconds_to_wait(name: str, rate: Rate, request: HttpRequest, *, now: float) -> int:
    """Count this request; give 0, or the seconds until the next one is let through."""
    window, passed = divmod(int(now), rate.seconds)
    who = hashlib.sha256(asker_of(request, rate.per).encode()).hexdigest()
    key = f"limit:{name}:{rate.count}:{rate.seconds}:{window}:{who}"
    cache.add(key, 0, timeout=2 * rate.seconds)
    return rate.seconds - passed if cache.incr(key) > rate.count else 0


def asker_of(request: HttpRequest, per: str) -> str:
    """Name who is counted: the user, or the address where nobody is signed in."""
    if per == "user" and request.user.is_authenticated:
        return f"user {request.user.pk}"
    return f"ip {network_of(client_ip(request))}"


def client_ip(request: HttpRequest) -> str:
    """Give the address of whoever asks, as the outermost of our own proxies saw it; nobody else is believed."""
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    if 0 < settings.TRUSTED_PROXIES <= len(hops):
        return hops[-settings.TRUSTED_PROXIES].strip() or request.META["REMOTE_ADDR"]
    return request.META["REMOTE_ADDR"]


def network_of(address: str) -> str:
    """Give what one household holds: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        is_wide = isinstance(ip_address(address), IPv6Address)
    except ValueError:
        return address
    return str(ip_network(f"{address}/64", strict=False)) if is_wide else address


def too_many(request: HttpRequest, wait: int = LONGEST_SIGN_IN_LOCK) -> HttpResponse:
    """Say that it was too often, and how long to wait."""
    spoken = say_working(math.ceil(wait / 60))
    if is_api(request):
        response = problem_response(request, 429, _("Too many requests. Try again in %(wait)s.") % {"wait": spoken})
    else:
        response = render(request, "429.html", {"wait": spoken}, status=429)
    response["Retry-After"] = str(wait)
    return response
