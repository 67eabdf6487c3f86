"""A new connection in the world."""

from datetime import datetime


def build(people: dict, names: dict, now: datetime) -> dict:
    """Add rows, and give what stands in addresses by name; `people` are users by role, `names` what stands so far."""
    return {}
