"""Ideas from customers: some published with what became of them, some still being considered."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import yaml

from complaints.actions import open_complaint
from complaints.actions.suggestions import consider_suggestion, decide_suggestion, publish_suggestion
from complaints.terms import SUGGESTION, Stage
from gasservice.cases.actions.work import close_case, reply_to_customer, take_case
from gasservice.cases.models import Case
from gasservice.cases.references import FIRST, LAST, reference_of
from gasservice.portal.sample.chance import chance_of
from gasservice.portal.sample.parts import City, register
from gasservice.registry.models import Tenure
from gasservice.standards.models import CaseKind

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WORDS = Path(__file__).with_name("ideas.yaml")
DECIDED_AFTER, PUBLISHED_AFTER, CLOSED_AFTER = 12 * DAY, 16 * DAY, 19 * DAY


@register
def ideas(city: City) -> None:
    """Let customers write what could be better, and tell them and the public what became of it."""
    homes = Tenure.objects.filter(
        gas_account__supply_class="residential", held_until=None, customer__phone__isnull=False
    )
    holders = list(
        homes.select_related("customer", "gas_account__service_point__premise__community").order_by("pk")[:40]
    )
    for n, told in enumerate(yaml.safe_load(WORDS.read_text(encoding="utf-8"))):
        play_idea(told, holders[(7 * n) % len(holders)], city)


def play_idea(told: dict, tenure: Tenure, city: City) -> None:
    at, clerk = city.midnight - told["days"] * DAY + 10 * HOUR, city.people["agent"]
    case = filed_idea(told, tenure, at)
    if "reply" not in told:
        return
    take_case(case=case, by=clerk, at=at + HOUR)
    case.refresh_from_db()
    reply = {"words": told["reply"], "seen_event": case.last_event_id}
    reply_to_customer(case=case, by=clerk, at=at + 2 * HOUR, **reply)
    consider_suggestion(case=case, by=clerk, at=at + 3 * HOUR)
    if "outcome" in told:
        decision = {"stage": Stage(told["outcome"]), "why": told["why"]}
        decide_suggestion(case=case, by=clerk, at=at + DECIDED_AFTER, **decision)
    if "published" in told:
        publish_suggestion(case=case, by=city.people["lead"], at=at + PUBLISHED_AFTER, **told["published"])
    if "outcome" in told:
        close_case(case=case, by=None, at=at + CLOSED_AFTER)


def filed_idea(told: dict, tenure: Tenure, at) -> Case:
    chance, customer = chance_of(f"idea {told['title']}"), tenure.customer
    premise = tenure.gas_account.service_point.premise
    filed = open_complaint(
        kind=CaseKind.objects.valid_on(at.date()).get(door="complaints", code=SUGGESTION),
        words=told["says"],
        title=told["title"],
        by=customer.user,
        at=at,
        may_publish="published" in told or "outcome" not in told,
        submission=UUID(int=chance.getrandbits(128), version=4),
        reference=reference_of(chance.randint(FIRST, LAST)),
        channel="web",
        customer=customer,
        contact_name=customer.name,
        contact_phone=customer.phone,
        contact_email=customer.email,
        gas_account=tenure.gas_account,
        premise=premise,
        community=premise.community,
    )
    return filed.case
