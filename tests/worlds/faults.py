"""Faults in the world: a repair that a visitor has begun to ask for, and one told by phone that lacks its part."""

from datetime import datetime


def build(people: dict, names: dict, now: datetime) -> dict:
    """Add rows, and give what stands in addresses by name; `people` are users by role, `names` what stands so far."""
    from gasservice.cases.actions.drafting import begin_draft, keep_typed
    from gasservice.cases.actions.filing import open_case
    from gasservice.cases.models import Case
    from repairs.actions.faults import keep_told
    from tests.world import kind_called

    closed = Case.objects.get(reference=names["closed"])
    keep_told(closed, part="appliance", is_accepted=True, by=None, at=closed.opened_at)
    draft = begin_draft(door="repairs", kind_code="fault", at=now)
    typed = {"story": "灶前软管老化。", "part": "after-meter", "looks_here": "on", "language": "zh-hans"}
    keep_typed(draft=draft, typed=typed, at=now)
    facts = {"channel": "phone", "contact_name": "钱女士", "title": "热水器打不着火"}
    words = "热水器打不着火。"
    filed = open_case(kind=kind_called("appliance", now), words=words, by=people["agent"], at=now, **facts)
    return {"repair_draft": draft.submission, "repair_told": filed.case.reference}
