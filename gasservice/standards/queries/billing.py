"""What happens to bills here: the rules that hold where we are; of several, the milder for who has to pay."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db.models import F, QuerySet

from gasservice.standards.models import ArrearsRule, CollectionRule, DisputeRule, FeeRule, WaiverLimit, WaiverRule
from gasservice.standards.models.billing import BillingRule
from gasservice.standards.rules import ArrearsTerms, mildest_terms


@dataclass(frozen=True)
class RulesOfBills:
    """All that holds of bills where we are on a day; `together` keeps to every rule of arrears."""

    dispute: DisputeRule | None
    waivers: list[WaiverRule]
    waiver_limits: list[WaiverLimit]
    arrears: list[ArrearsRule]
    together: ArrearsTerms | None
    collection: CollectionRule | None
    fees_twice: FeeRule | None


def rules_of_bills(day: date) -> RulesOfBills:
    """Give all that we publish of what happens to bills, as it holds on a day."""
    arrears = list(arrears_rules_on(day))
    return RulesOfBills(
        dispute=dispute_rule_on(day),
        waivers=waiver_rules_on(day),
        waiver_limits=list(waiver_limits_on(day)),
        arrears=arrears,
        together=mildest_terms(rule.terms for rule in arrears),
        collection=collection_rule_on(day),
        fees_twice=fee_rule_on(day),
    )


def holding_here(model: type[BillingRule], day: date) -> QuerySet:
    """Give the rows of a rule that hold on a day where we are."""
    return model.objects.valid_on(day).filter(code__in=settings.JURISDICTIONS)


def dispute_rule_on(day: date) -> DisputeRule | None:
    """Give the rule of disputes that holds here on a day; of several, the one that holds the amount longest."""
    return holding_here(DisputeRule, day).order_by("-hold_days_after_decision", "code").first()


def waiver_rules_on(day: date) -> list[WaiverRule]:
    """Give each reason for which a late charge is dropped here, once, in the order in which we publish them."""
    rows = holding_here(WaiverRule, day).distinct("criterion")
    milder_first = ("-is_automatic", "needs_evidence", F("months_between").asc(nulls_first=True))
    return sorted(rows.order_by("criterion", *milder_first), key=lambda rule: (rule.position, rule.criterion))


def waiver_limits_on(day: date) -> QuerySet[WaiverLimit]:
    """Give what each role drops of a late charge alone, the least first."""
    return holding_here(WaiverLimit, day)


def waiver_limit_of(role: str, day: date) -> Decimal:
    """Say how much of a late charge somebody in a role drops alone: by the lowest limit, and without one nothing."""
    row = waiver_limits_on(day).filter(role=role).first()
    return row.up_to if row else Decimal(0)


def arrears_rules_on(day: date) -> QuerySet[ArrearsRule]:
    """Give the rules of arrears that hold here on a day; all of them are kept to."""
    return holding_here(ArrearsRule, day)


def arrears_rule_on(day: date) -> ArrearsTerms | None:
    """Give the numbers that keep to every rule of arrears here; nothing where there is none, and then no stop."""
    return mildest_terms(rule.terms for rule in arrears_rules_on(day))


def collection_rule_on(day: date) -> CollectionRule | None:
    """Give the rule of collection visits that holds here on a day; of several, the one that gives most notice."""
    return holding_here(CollectionRule, day).order_by("-notice_hours", "window_hours", "code").first()


def fee_rule_on(day: date) -> FeeRule | None:
    """Give the rule of fees billed twice that holds here on a day; of several, the one that asks most often."""
    return holding_here(FeeRule, day).order_by("-alike_days", "code").first()
