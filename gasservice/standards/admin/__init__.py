"""Where standards officers keep what we promise, split by noun; nobody else gets in."""

from gasservice.standards.admin import (
    billing,
    calendars,
    conduct,
    connections,
    keeping,
    keyaccounts,
    parts,
    promises,
    quotes,
    services,
    surveys,
    tariffs,
    visits,
)
from gasservice.standards.admin.dated import OfficersOnly

__all__ = [
    "OfficersOnly",
    "billing",
    "calendars",
    "conduct",
    "connections",
    "keeping",
    "keyaccounts",
    "parts",
    "promises",
    "quotes",
    "services",
    "surveys",
    "tariffs",
    "visits",
]
