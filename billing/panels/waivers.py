"""What a late charge, and a visit to collect, add to the pages of the cases about them."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions.collection_doors import COMPLAINT
from billing.actions.waivers import KIND
from billing.models import CollectionVisit, LateWaiver
from billing.telling.waivers import told_reason
from gasservice.cases.models import Case
from gasservice.cases.panels import ForCustomer, Panel, register, register_for_customers
from gasservice.users.models import User
from gasservice.web.say import say_money, say_window


@register
def at_desk(case: Case, user: User) -> list[Panel]:
    """Show the late charge that a case is about, or the visit that somebody complains of."""
    if case.kind.code == KIND:
        row = waiver_of(case)
        return [waiver_panel(row, is_deciding=user.works_cases and not row.is_decided)] if row else []
    if case.kind.code == COMPLAINT:
        visit = CollectionVisit.objects.select_related("collector__user").filter(complaint=case).first()
        return [visit_panel(visit)] if visit else []
    return []


@register_for_customers
def for_customer(case: Case, at: datetime) -> ForCustomer:
    row = waiver_of(case) if case.kind.code == KIND else None
    return ForCustomer([waiver_panel(row)] if row else [])


def waiver_of(case: Case) -> LateWaiver | None:
    return LateWaiver.objects.select_related("bill").filter(case=case).first()


def waiver_panel(row: LateWaiver, *, is_deciding: bool = False) -> Panel:
    facts = [(_("Bill"), row.bill.number), (_("The reason"), told_reason(row.reason))]
    if row.is_decided:
        facts.append((_("Dropped"), say_money(row.granted)))
    link = (_("The late charge, day by day"), reverse("waive-late-charge", args=[row.bill.number]))
    decide = (_("Decide on it"), reverse("decide-waiver", args=[row.pk]))
    return Panel(_("Late charge"), facts, links=[decide if is_deciding else link])


def visit_panel(visit: CollectionVisit) -> Panel:
    facts = [
        (_("When"), say_window(visit.starts_at, visit.ends_at, now=timezone.now())),
        (_("Who goes"), f"{visit.collector.user} · {visit.collector.badge}"),
        (_("Owed when announced"), say_money(visit.amount)),
        (_("What came of it"), visit.get_outcome_display()),
    ]
    return Panel(
        _("Visit %(number)s") % {"number": visit.reference},
        [fact for fact in facts if fact[1]],
        links=[(_("The visit"), reverse("collection", args=[visit.reference]))],
    )
