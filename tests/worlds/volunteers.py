"""Volunteers in the world: one who is named, with a check and two observations, and one who applies."""

from datetime import datetime, timedelta


def build(people: dict, names: dict, now: datetime) -> dict:
    """Add rows, and give what stands in addresses by name; `people` are users by role, `names` what stands so far."""
    from django.utils import timezone

    from gasservice.registry.models import Community
    from gasservice.volunteers.actions.observations import answer_observation, write_observation
    from gasservice.volunteers.actions.vetting import accept_volunteer, apply_to_volunteer
    from gasservice.volunteers.models import SpotCheck
    from tests.files.pictures import picture, upload

    volunteer, garden, today = people["volunteer"], Community.objects.get(code="C1"), timezone.localdate(now)
    applied = apply_to_volunteer(patch=[garden], motive="想看看抢修。", by=volunteer, at=now)
    term = {"term": (today - timedelta(days=60), today + timedelta(days=300)), "why": ""}
    row = accept_volunteer(volunteer=applied, patch=[garden], by=people["supervisor"], at=now, **term)
    waiting = apply_to_volunteer(patch=[garden], motive="周末有空。", by=people["other"], at=now)
    check = SpotCheck.objects.create(
        volunteer=row, case=closed_in(garden, people, now), month=today.replace(day=1), drawn_at=now
    )
    seen = {"community": garden, "kind": "visit", "seen_on": today, "at": now, "volunteer": row}
    answered = write_observation(words="排队四十分钟。", **seen)
    public = {"public_words": "排队较长。", "public_answer": "增开窗口。"}
    answer_observation(observation=answered, answer="已增开窗口。", by=people["agent"], at=now, **public)
    open_one = write_observation(words="叫号机坏了。", photos=[upload(picture())], **seen)
    photo = open_one.photos.get().file_id
    return {"applicant": waiting.pk, "check": check.pk, "observation": open_one.pk, "seen_photo": photo}


def closed_in(garden, people: dict, at: datetime):
    from gasservice.cases.actions.filing import open_case
    from gasservice.cases.actions.work import close_case, resolve_case, take_case
    from tests.world import kind_called

    facts = {"channel": "phone", "contact_name": "钱女士", "title": "账单看不懂", "community": garden}
    filed = open_case(kind=kind_called("bill-question", at), words="看不懂。", by=None, at=at, **facts)
    case = take_case(case=filed.case, by=people["colleague"], at=at)
    resolve_case(case=case, finding="informed", words="已向钱女士逐行说明。", by=people["colleague"], at=at)
    return close_case(case=case, by=None, at=at)
