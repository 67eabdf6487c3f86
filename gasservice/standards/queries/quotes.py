"""What a quote rests on: its rule, who gets a discount, which papers we need."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from gasservice.standards.models import DiscountRule, PaperRule, QuoteRule, ServiceItem


def quote_rule_of(service_code: str, day: date) -> QuoteRule | None:
    return QuoteRule.objects.valid_on(day).filter(service_code=service_code).first()


def discounts_of(service_code: str, day: date) -> QuerySet[DiscountRule]:
    return DiscountRule.objects.valid_on(day).filter(service_code=service_code)


def papers_of(service_code: str, day: date, ways: Iterable[str] = ()) -> QuerySet[PaperRule]:
    """Give what is needed always, and what these ways of the pipe call for."""
    return PaperRule.objects.valid_on(day).filter(service_code=service_code, needed_where__in=["", *ways])


def rules_of_quotes(day: date) -> list[tuple[ServiceItem, QuoteRule, list[DiscountRule]]]:
    """Give the rules by which we quote, by service, each with who gets a discount."""
    rules = {rule.service_code: rule for rule in QuoteRule.objects.valid_on(day)}
    discounts: dict[str, list[DiscountRule]] = {}
    for discount in DiscountRule.objects.valid_on(day):
        discounts.setdefault(discount.service_code, []).append(discount)
    services = ServiceItem.objects.valid_on(day).filter(code__in=rules)
    return [(service, rules[service.code], discounts.get(service.code, [])) for service in services]
