"""Late charges that people ask us to drop, and a visit to collect."""

from datetime import timedelta

from django.db.models import Q

from billing.actions.collection import announce_collection, keep_collector
from billing.actions.waivers import ask_waiver
from billing.models import Bill
from billing.queries.standings import standings_of
from gasservice.cases.references import FIRST, LAST, reference_of
from gasservice.portal.sample.chance import chance_of
from gasservice.portal.sample.parts import City, register


@register
def late_charges(city: City) -> None:
    """Let two callers ask to drop a late charge, by the rule and by a person, and announce a visit of tomorrow."""
    reached = Q(tenure__customer__phone__isnull=False) | ~Q(tenure__customer__email="")
    late = Bill.objects.unpaid().filter(reached, due_on__lt=city.today - timedelta(days=12), amount__gt=0)
    rows = late.filter(tenure__held_until=None).select_related("gas_account", "tenure").order_by("-due_on", "pk")[:40]
    charged = {one.bill.tenure_id: one.bill for one in standings_of(list(rows), city.today) if one.late_due}
    if len(charged) < 3:
        return
    first, second, third = list(charged.values())[:3]
    asked = {"evidence": None, "by": city.people["billing"], "at": city.midnight - timedelta(hours=9)}
    ask_waiver(bill=first, reason="first_time", words="", **asked)
    number = reference_of(chance_of("late charges").randint(FIRST, LAST))
    ask_waiver(
        bill=second,
        reference=number,
        reason="",
        words="老人独居，看不懂短信，邻居提醒才知道欠费，希望免了违约金。",
        **asked,
    )
    announce_visit(city, third)


def announce_visit(city: City, bill: Bill) -> None:
    """Send somebody to a home that owes: announced yesterday for tomorrow morning."""
    at, starts_at = city.midnight - timedelta(hours=9), city.midnight + timedelta(hours=33)
    card = {"badge": "SF-0031", "photo": None, "is_active": True, "by": city.people["supervisor"], "at": at}
    collector = keep_collector(user=city.people["field-worker"], **card)
    window = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3)}
    announce_collection(account=bill.gas_account, collector=collector, **window, by=city.people["billing"], at=at)
