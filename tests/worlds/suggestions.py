"""Ideas in the world: one that is published, and one that waits for an editor."""

from datetime import datetime, timedelta


def build(people: dict, names: dict, now: datetime) -> dict:
    """Add rows, and give what stands in addresses by name; `people` are users by role, `names` what stands so far."""
    from complaints.actions.suggestions import publish_suggestion

    edited = {"title": "营业厅中午留一个窗口", "words": "希望营业厅中午不要全关。", "answer": "已采纳。"}
    idea = decided(people, "营业厅中午能不能不关门？", now - timedelta(hours=3))
    publish_suggestion(case=idea, by=people["agent"], at=now, **edited)
    decided(people, "表箱加一盏小灯。", now - timedelta(hours=2))
    return {"idea": idea.reference, "idea_pk": idea.pk}


def decided(people: dict, words: str, at: datetime):
    from complaints.actions import open_complaint
    from complaints.actions.suggestions import decide_suggestion
    from gasservice.cases.actions.work import take_case
    from tests.world import kind_called

    facts = {"channel": "web", "contact_name": "王先生", "title": words, "may_publish": True}
    filed = open_complaint(kind=kind_called("suggestion", at), words=words, by=None, at=at, **facts)
    case = take_case(case=filed.case, by=people["agent"], at=at)
    decide_suggestion(case=case, stage="adopted", why="下月起开放。", by=people["agent"], at=at)
    return case
