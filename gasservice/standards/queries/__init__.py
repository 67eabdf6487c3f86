"""What screens and actions ask of our promises, split by noun."""

from gasservice.standards.queries.billing import (
    RulesOfBills,
    arrears_rule_on,
    arrears_rules_on,
    collection_rule_on,
    dispute_rule_on,
    fee_rule_on,
    rules_of_bills,
    waiver_limit_of,
    waiver_limits_on,
    waiver_rules_on,
)
from gasservice.standards.queries.calendars import (
    calendar_of,
    calendars_published,
    read_calendars,
    unpublished_calendars,
)
from gasservice.standards.queries.changes import PlaceChange, changes_between
from gasservice.standards.queries.conduct import norms_on, scoring_rule_on
from gasservice.standards.queries.connections import inspection_items, project_steps
from gasservice.standards.queries.fees import fees_cancelled, fees_of, fees_of_codes, fees_published
from gasservice.standards.queries.histories import history_of
from gasservice.standards.queries.keeping import keeping_rules_on, months_kept_on
from gasservice.standards.queries.keyaccounts import key_account_rule_on
from gasservice.standards.queries.kinds import kinds_offered, kinds_published, kinds_told
from gasservice.standards.queries.office import (
    Standing,
    faults_of,
    services_at_office,
    version_after,
    version_replaced_by,
    versions_of_service,
)
from gasservice.standards.queries.outages import outage_rules, outage_rules_since
from gasservice.standards.queries.parts import PartAnswer, parts_on, warranty_end
from gasservice.standards.queries.promises import (
    policies_for,
    policy_for,
    promises_by_door,
    promises_made,
    services_promising,
)
from gasservice.standards.queries.quotes import discounts_of, papers_of, quote_rule_of, rules_of_quotes
from gasservice.standards.queries.services import (
    ServicePage,
    page_asked_by,
    page_drawn_from,
    places_in_list,
    service_page,
    services_by_door,
    services_named,
    services_published,
)
from gasservice.standards.queries.surveys import survey_rule_on
from gasservice.standards.queries.visits import visit_rule_on, visit_rules

__all__ = [
    "PartAnswer",
    "PlaceChange",
    "RulesOfBills",
    "ServicePage",
    "Standing",
    "arrears_rule_on",
    "arrears_rules_on",
    "calendar_of",
    "calendars_published",
    "changes_between",
    "collection_rule_on",
    "discounts_of",
    "dispute_rule_on",
    "faults_of",
    "fee_rule_on",
    "fees_cancelled",
    "fees_of",
    "fees_of_codes",
    "fees_published",
    "history_of",
    "inspection_items",
    "keeping_rules_on",
    "key_account_rule_on",
    "kinds_offered",
    "kinds_published",
    "kinds_told",
    "months_kept_on",
    "norms_on",
    "outage_rules",
    "outage_rules_since",
    "page_asked_by",
    "page_drawn_from",
    "papers_of",
    "parts_on",
    "places_in_list",
    "policies_for",
    "policy_for",
    "project_steps",
    "promises_by_door",
    "promises_made",
    "quote_rule_of",
    "read_calendars",
    "rules_of_bills",
    "rules_of_quotes",
    "scoring_rule_on",
    "service_page",
    "services_at_office",
    "services_by_door",
    "services_named",
    "services_promising",
    "services_published",
    "survey_rule_on",
    "unpublished_calendars",
    "version_after",
    "version_replaced_by",
    "versions_of_service",
    "visit_rule_on",
    "visit_rules",
    "waiver_limit_of",
    "waiver_limits_on",
    "waiver_rules_on",
    "warranty_end",
]
