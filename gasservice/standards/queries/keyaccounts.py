"""The rule of key accounts."""

from datetime import date

from gasservice.standards.models import KeyAccountRule


def key_account_rule_on(day: date) -> KeyAccountRule | None:
    """Give the rule of key accounts that holds on a day; without one no account is marked by its volume."""
    return KeyAccountRule.objects.valid_on(day).select_related("team__supervisor").order_by("code").first()
