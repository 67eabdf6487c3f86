"""What the doors add to the sample city: each registers parts in its own `sample.py`, found as `panels.py` is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.module_loading import autodiscover_modules

from gasservice.users.models import User


@dataclass(frozen=True)
class City:
    """The city as it stands when the doors add to it: who works there, the day, and the night before it."""

    people: dict[str, User]
    today: date
    midnight: datetime


Build = Callable[[City], None]
_parts: list[Build] = []


def register(build: Build) -> Build:
    _parts.append(build)
    return build


def build_parts(city: City) -> None:
    autodiscover_modules("sample")
    for build in _parts:
        build(city)
