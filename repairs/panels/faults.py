"""Which part a repair is asked for and who pays, on the pages of a case."""

from datetime import datetime

from django.utils.translation import gettext as _

from gasservice.cases.panels import Panel
from gasservice.users.models import User
from gasservice.web.company import company_in
from gasservice.web.languages import localized
from gasservice.web.say import say_range, say_when
from repairs.models import Fault
from repairs.queries.case_work import CaseWork


def fault_at_desk(work: CaseWork, user: User) -> Panel | None:
    """Say which part it is and what its customer was told; offer to complete what nobody asked."""
    if not work.asks_for_a_part:
        return None
    row = work.fault
    shown = {"case": work.case, "is_missing": row is None and user.works_cases}
    return Panel(
        _("Which part, and who pays"),
        facts=facts_of(row, _("The customer’s"), _("The customer")) if row else [],
        template="repairs/part_panel.html",
        shown=shown,
    )


def fault_for_customer(work: CaseWork, at: datetime) -> Panel | None:
    """Show the customer what they were told before they sent it."""
    if work.fault is None:
        return None
    shown = {"facts": facts_of(work.fault, _("Yours"), _("You do"))}
    return Panel(_("Which part, and who pays"), template="repairs/part_told.html", shown=shown)


def facts_of(row: Fault, theirs: str, they: str) -> list[tuple[str, object]]:
    """Say what was told; `theirs` and `they` name the customer to whoever reads it."""
    if row.told is None:
        return [(_("Part"), row.get_part_display())]
    ours, free, us = row.told.is_paid_by_us, not row.price_high, company_in()["name"]
    facts = [
        (_("Part"), localized(row.told, "name")),
        (_("Whose it is"), us if row.told.is_ours else theirs),
        (_("Who pays"), us if ours else they),
        (_("Price told"), _("Free") if free else say_range(row.price_low, row.price_high)),
        (_("Rests on"), localized(row.told, "basis")),
    ]
    return facts if ours else [*facts, (_("Price accepted"), decision_of(row))]


def decision_of(row: Fault) -> str:
    if row.is_accepted is None:
        return _("Not asked yet")
    when = {"when": say_when(row.decided_at, now=row.decided_at)}
    return (_("Yes, %(when)s") if row.is_accepted else _("No, %(when)s")) % when
