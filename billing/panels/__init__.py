"""What bills add to the pages of gas accounts and of cases, by what it is about; the imports say in which order."""

from billing.panels import accounts, disputes, transfers, waivers

__all__ = ["accounts", "disputes", "transfers", "waivers"]
