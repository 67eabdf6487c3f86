"""What the office of the catalogue is writing: one draft waits to be compared and published."""

from datetime import datetime, timedelta

from django.utils import timezone

from gasservice.standards.actions.drafts import begin_draft, save_draft
from gasservice.standards.models import ServiceItem
from gasservice.standards.pages import PARTS, TEXTS, columns_of
from gasservice.users.models import User

AHEAD = timedelta(days=35)
SUMMARY = {
    "summary_en": "You bought, sold, inherited or rented a home. Free, wholly online, from the reading of that day on.",
    "summary_zh_hans": "买卖、继承、租赁房屋后变更户名。免费，全程网办，以当日表底数为界。",
    "summary_zh_hant": "買賣、繼承、租賃房屋後變更戶名。免費，全程網辦，以當日錶底數為界。",
}
TIME = {"time_en": "3 minutes", "time_zh_hans": "约3分钟", "time_zh_hant": "約3分鐘"}
QUESTION = {
    "question_en": "I rent. Can the account be in my name?",
    "question_zh_hans": "我是租客，能把户名改成我的吗？",
    "question_zh_hant": "我是租客，能把戶名改成我的嗎？",
    "answer_en": "Yes, with the lease, for as long as it runs. Then the account goes back to the owner.",
    "answer_zh_hans": "可以，凭租赁合同办理，租期内有效，期满恢复为房主户名。",
    "answer_zh_hant": "可以，憑租賃合約辦理，租期內有效，期滿恢復為房主戶名。",
}


def draft_a_service(officer: User, at: datetime) -> ServiceItem:
    """Let the officer bring the change of name up to date, and answer what tenants ask."""
    who = {"by": officer, "at": at}
    draft = begin_draft(code="change-of-name", valid_from=timezone.localdate(at) + AHEAD, **who)
    facts = {column: getattr(draft, column) for column in columns_of(TEXTS)} | SUMMARY
    parts = {kind.name: written(draft, kind.name, columns_of(kind.texts)) for kind in PARTS}
    parts["steps"][0] |= TIME
    parts["questions"].append(QUESTION)
    codes = [fee.code for fee in draft.fees.all()]
    return save_draft(draft=draft, seen=draft.revision, facts=facts, parts=parts, fee_codes=codes, **who)


def written(draft: ServiceItem, name: str, columns: list[str]) -> list[dict[str, str]]:
    return list(getattr(draft, name).values(*columns))
