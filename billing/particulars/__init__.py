"""What bills keep about a person beside a case, by what it is about."""

from billing.particulars import disputes, waivers

__all__ = ["disputes", "waivers"]
