"""The limits of the API: counted as those of pages are, in one step, and a whole IPv6 network as one asker."""

import time

from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from gasservice.web.limits import rate_named, seconds_to_wait


class Throttle(BaseThrottle):
    """Let through as many requests as the rate of the same name in the settings says."""

    name = ""

    def allow_request(self, request: Request, view) -> bool:
        rate = rate_named(api_settings.DEFAULT_THROTTLE_RATES[self.name])
        self.seconds = seconds_to_wait(self.name, rate, request, now=time.time())
        return not self.seconds

    def wait(self) -> int:
        return self.seconds


class VisitorThrottle(Throttle):
    """Whoever is not signed in."""

    name = "anon"

    def allow_request(self, request: Request, view) -> bool:
        return request.user.is_authenticated or super().allow_request(request, view)


class UserThrottle(Throttle):
    """Whoever is signed in."""

    name = "user"

    def allow_request(self, request: Request, view) -> bool:
        return not request.user.is_authenticated or super().allow_request(request, view)


class FilingThrottle(Throttle):
    """Whoever files cases."""

    name = "file-case"


class TrackingThrottle(Throttle):
    """Whoever tries a number and a code, here or on the page."""

    name = "track"
