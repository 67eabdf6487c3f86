"""Every topic says what it must, in three languages, and fits a text message."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils.translation import gettext_lazy

from gasservice.notices.wording import words_of
from gasservice.questionnaires.models import Campaign
from gasservice.registry.models import Community, Interruption, InterruptionVersion
from gasservice.standards.models import InspectionItem, ProjectStep
from gasservice.training.models import Course
from gasservice.users.models import Team
from tests.notices.conftest import ASKED, NOON

NORTH = Team(name_en="North team", name_zh_hans="北区", name_zh_hant="北區")


def titled(en: str, hans: str, hant: str) -> ProjectStep:
    return ProjectStep(
        title_en=en, title_zh_hans=hans, title_zh_hant=hant, text_en=en, text_zh_hans=hans, text_zh_hant=hant
    )


def found(en: str, hans: str, hant: str) -> InspectionItem:
    return InspectionItem(title_en=en, title_zh_hans=hans, title_zh_hant=hant, mender="qualified")


DUE_AT = NOON + timedelta(days=2)
LATE = ASKED | {"what": gettext_lazy("Language"), "due_at": DUE_AT}
HOME = "滨江一号3栋2单元501"
LEAK = {"place": HOME, "name": "Mei", "phone": "+86 138 0013 8000", "words": "厨房有很重的煤气味" * 9}
VISIT = ASKED | {
    "purpose": "Repair",
    "window_from": DUE_AT,
    "window_until": DUE_AT + timedelta(hours=4),
    "calendar_url": "https://gas.example/visits/1.ics",
    "is_ours": True,
    "amount": 30,
    "ruling": gettext_lazy("It cannot be told any more"),
    "words": "The bell is broken.",
}
VISITS = ("booked", "moved", "cancelled", "reminder", "missed", "no-access", "ruled")
COMES_TO = {"total": "¥1,363.00", "payable": "¥1,363.00"}
QUOTE = ASKED | COMES_TO | {"number": "Q123456789-1", "valid_until": date(2026, 12, 24)}
NINE, FIVE = NOON + timedelta(days=5), NOON + timedelta(days=5, hours=8)
REASON = {"reason_en": "New pipes", "reason_zh_hans": "更换管道", "reason_zh_hant": "更換管道"}
OUTAGE = {
    "outage": Interruption(reference="T261125-000118", is_planned=True),
    "version": InterruptionVersion(starts_at=NINE, ends_at=FIVE, override_reason="A pipe has burst", **REASON),
    "places": "滨江一号3栋、翡翠湾",
    "places_short": "滨江一号3栋等（另有1处）",
    "changes": ["It starts later."],
}
OUTAGES = ("announced", "changed", "left", "cancelled", "reminder", "started", "delayed", "restored", "clear")
FACTS = {
    "bill-issued": {"issued_on": date(2026, 11, 3), "due_on": date(2026, 11, 23)},
    "case-filed": ASKED | {"team": NORTH, "promises": [("First", DUE_AT), ("Second", DUE_AT + timedelta(days=400))]},
    "case-answered": ASKED,
    "case-asked": ASKED,
    "case-resolved": ASKED | {"finding": "Our mistake", "words": "We took the charge back."},
    "case-survey": ASKED,
    "visit-survey": ASKED,
    "connection-survey": ASKED,
    "unhappy-customer": ASKED | {"due_at": DUE_AT},
    "outage-survey": {
        "outage": Interruption(reference="T261125-000118", is_planned=True, started_at=NINE),
        "version": InterruptionVersion(starts_at=NINE, ends_at=FIVE, **REASON),
    },
    "questionnaire": {
        "campaign": Campaign(
            title_en="Paying", title_zh_hans="缴费", title_zh_hant="繳費", closes_on=date(2026, 12, 24)
        )
    },
    "case-escalated-digest": {"cases": [LATE, LATE | {"reference": "111-222-333"}], "number": 5, "more": 3},
    "case-handed-over": ASKED,
    "work-answered": ASKED | {"asked": gettext_lazy("Language"), "answer": "1234.5 m³. The dial is clear."},
    "duty-alert": ASKED
    | {"place": "滨江一号3栋2单元501", "name": "Mei", "phone": "+86 138 0013 8000", "words": "厨房有很重的煤气味" * 9},
    "papers-again": ASKED | {"papers": [("Identity card", "The name cannot be read.")]},
    "papers-wanted": ASKED | {"papers": [("Consent", "A stamped note will do.")]},
    "paid-back": ASKED
    | {
        "amount": Decimal("42.50"),
        "method": gettext_lazy("Language"),
        "payment": "ICBC-2026-000123",
        "number": "C261126-12345678",
    },
    "quote-sent": QUOTE,
    "bill-to-accept": QUOTE,
    "bill-settled": QUOTE,
    "claim-code": {"code": "604 218"},
    "claim-told": {},
    "work-done": ASKED
    | {
        "work": gettext_lazy("Language"),
        "amount": Decimal(55),
        "agreed": None,
        "receipts": ["R1"],
        "warranty_last_day": date(2027, 2, 24),
    },
    "work-no-access": ASKED,
    "household-decided": {"persons": 6, "since": date(2026, 9, 1), "because": "On the photo stand four people."},
    "need-review": {"address": HOME, "review_on": date(2026, 12, 24)},
    **{f"visit-{topic}": VISIT for topic in VISITS},
    **{f"outage-{stage}": OUTAGE for stage in OUTAGES},
    "outage-not-begun": {"reference": "T261125-000118", "starts_at": NINE},
}
OWED = {
    "account": "10000001",
    "amount": Decimal("1412.60"),
    "day": date(2026, 12, 24),
    "has_plans": True,
    "parts": [(date(2026, 12, 24), Decimal("706.30")), (date(2027, 1, 23), Decimal("706.30"))],
    "missed": (date(2026, 12, 24), Decimal("706.30")),
}
STEP = {"reference": "123-456-782", "step": titled("Construction", "施工", "施工"), "due_at": DUE_AT}
NEXT = titled("Check by the supervision firm", "监理验收打压", "監理驗收打壓")
FAULT = {"item": found("Tee fitting in the hose", "软管三通", "軟管三通"), "words": "A tee"}
FACTS |= {
    "step-yours": STEP,
    "step-due": STEP,
    "step-late-lead": STEP,
    "step-late": STEP,
    "step-done": STEP | {"words": "Tight.", "next": NEXT},
    "visit-ruled-crew": VISIT,
    "visit-disputed": VISIT,
    "meter-taken-back": ASKED | {"serial": "LJ-2026-000177", "words": "The number was read from another meter."},
    "supply-refused": ASKED | {"faults": [FAULT]},
    "door-code": {"code": "604218", "name": "王阿姨", "customer": "陈桂兰", "place": "滨江一号3栋2单元501"},
    "arrears-demand": OWED | {"days": 15},
    "arrears-notice": OWED,
    "arrears-last-demand": OWED | {"days": 15},
    "arrears-stop": OWED,
    "arrears-over": OWED | {"why": gettext_lazy("Language"), "restore_by": DUE_AT},
    "supply-stopped": OWED | {"since": date(2026, 9, 1), "when": NOON, "restore_by": None, "restore_hours": 24},
    "supply-restored": OWED | {"when": NOON},
    "arrears-shared": OWED | {"since": date(2026, 3, 1), "until": date(2026, 4, 1)},
    "plan-agreed": OWED,
    "plan-broken": OWED,
}
TERM = {"term_from": date(2026, 12, 1), "term_until": date(2027, 12, 1)}
NOTE = {"community": Community(name="滨江一号"), "words": "排队四十分钟，只开一个窗口。" * 6, "due_at": DUE_AT}
FACTS |= {
    "observation-escalated-digest": {"observations": [NOTE, NOTE], "number": 5, "more": 3},
    "observation-answered": {"answer": "The sign was put up again."},
    "volunteer-vetted": TERM | {"state": "accepted", "why": ""},
}
LEAVING = {
    "account": "10000001",
    "customer": "长江印染有限公司",
    "place": "临江经济开发区创业路200号2号厂区",
    "score": Decimal("10.0"),
    "signs": [gettext_lazy("Little gas in one week"), gettext_lazy("Usage stays low")],
}
FACTS |= {"early-warning": LEAVING, "early-warning-waits": LEAVING | {"since": date(2026, 11, 20)}}
COURSE = Course(
    name_en="Promises and plain words", name_zh_hans="承诺与答复用语规范", name_zh_hant="承諾與答覆用語規範"
)
PLACE = {"course": COURSE, "starts_at": NINE, "ends_at": FIVE, "place": "总部三楼第二培训室", "trainer": "梁老师"}
FACTS |= {
    "work-scored": {"title": "违约金", "done_at": NOON, "is_visit": False},
    "training-place": PLACE,
    "training-place-lost": PLACE | {"because": "讲师生病。"},
    "training-changed": PLACE,
}
SUMMED = {"opened": 41, "resolved": 38, "decided": 96, "kept": "91.7%", "answers": 12, "satisfied": "83.3%"}
FACTS |= {
    "weekly-summary": {"day": date(2026, 11, 30), "month": SUMMED, "before": SUMMED, "open_now": 17, "oldest": 2},
}
COLLECTION = {
    "reference": "C2611-000012",
    "collector": "欧阳师傅",
    "window_from": NINE,
    "window_until": NINE + timedelta(hours=3),
    "amount": Decimal("1204.50"),
}
FACTS |= {
    "collection-announced": COLLECTION
    | {"code": "604218", "badge": "SF-0012", "check_url": "https://gas.example/billing/collection/"},
    "collection-off": COLLECTION | {"outcome": "nobody", "because": ""},
    "collection-not": COLLECTION | {"place": "滨江一号3栋2单元501"},
    "collection-paid": COLLECTION | {"account": "1000001"},
}
LANGUAGES = [code for code, _ in settings.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", FACTS)
def test_every_topic_has_words_that_fit(topic, language):
    words = words_of(topic, FACTS[topic], language=language, at=NOON)

    # A Chinese text message opens with its sender in brackets and has room for 70 characters.
    room = 70 if words.short.startswith("【") else 160
    assert 10 < len(words.short) <= room
    assert 5 < len(words.subject) <= 60
    assert len(words.body) > 30
    assert not any(mark in text for text in (words.subject, words.body, words.short) for mark in ("{{", "{%", "%("))


def test_every_topic_that_has_a_template_is_among_these():
    written = {path.name.split(".")[0] for path in (settings.BASE_DIR / "templates/notices").glob("*.short.txt")}

    assert written == set(FACTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_emergency_says_first_that_the_gas_is_off(language):
    emergency = Interruption(reference="T261125-000118", is_planned=False)

    words = words_of("outage-announced", OUTAGE | {"outage": emergency}, language=language, at=NOON)

    assert len(words.short) <= (70 if words.short.startswith("【") else 160)
    assert words.subject in ("The gas is off: emergency repair", "紧急抢修，已停气", "緊急搶修，已停氣")
    assert "A pipe has burst" in words.body


def test_moments_are_said_in_the_language_with_the_year_only_when_it_is_another():
    said = {language: words_of("case-filed", FACTS["case-filed"], language=language, at=NOON) for language in LANGUAGES}

    assert "First: by Wed 25 Nov, 12:00" in said["en"].body
    assert "Second: by Thu 30 Dec 2027, 12:00" in said["en"].body
    assert "11月25日（周三）12:00" in said["zh-hans"].body
    assert "11月25日（週三）12:00" in said["zh-hant"].body
    assert "North team" in said["en"].body
    assert "北区" in said["zh-hans"].body
    assert "北區" in said["zh-hant"].body


def test_a_resolution_tells_the_finding_and_our_words():
    body = words_of("case-resolved", FACTS["case-resolved"], language="en", at=NOON).body

    assert "What we found: Our mistake" in body
    assert "We took the charge back." in body


def test_a_digest_lists_each_case_with_what_is_due():
    words = words_of("case-escalated-digest", FACTS["case-escalated-digest"], language="en", at=NOON)

    assert words.subject == "5 cases need you now"
    assert [line for line in words.body.splitlines()[2:] if line] == [
        "- 482-719-365 A late charge: Language, due Wed 25 Nov, 12:00",
        "- 111-222-333 A late charge: Language, due Wed 25 Nov, 12:00",
        "3 more stand in your queue.",
    ]


def test_a_long_title_is_cut_where_there_is_no_room_and_whole_where_there_is():
    title = "很长" * 200

    words = words_of("case-answered", ASKED | {"title": title}, language="zh-hans", at=NOON)

    assert title in words.body
    assert title not in words.short


def test_what_a_customer_wrote_cannot_break_a_subject_into_two_lines():
    words = words_of("case-answered", {"reference": "1\nBcc: all@home.example", "title": ""}, language="en", at=NOON)

    assert "\n" not in words.subject
