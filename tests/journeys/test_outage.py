"""A planned outage is announced, moved and restored; everybody is told of each, by letter or text message, once."""

import re
from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from gasservice.notices.models import Delivery
from gasservice.registry.models import (
    Community,
    Customer,
    GasAccount,
    Interruption,
    InterruptionVersion,
    PriorityNeed,
    ServicePoint,
    Tenure,
)
from gasservice.users.models import User
from repairs.actions.outage_course import start_outage
from tests.journeys.office import body_of, link_in
from tests.journeys.people import sign_in
from tests.registry.conftest import premise_in

MEI, BO, GRANNY = "mei@jade.example", "+8613900139077", "granny@jade.example"
WHY = "更换小区老旧阀门"
STARTS_IN, LASTS = timedelta(days=5), timedelta(hours=8)


def test_it_is_announced_moved_and_restored(office, visit):
    settle()
    clerk, granny, crew = visit(java_script_enabled=False), visit(), visit()
    sign_in(clerk, "emergency-lead")

    write_it(clerk)
    clerk.get_by_role("button", name="Publish and tell everybody").dblclick()
    outage = Interruption.objects.get(versions__reason_en=WHY)
    assert "翡翠湾" in body_of(office.letter(to=MEI, about="停气通知"))
    assert "停气通知" in office.text_message(to=BO)
    she_confirms(office, granny)
    expect_confirmed(clerk, outage)

    move_it(clerk, outage)
    assert "开始时间由" in body_of(office.letter(to=MEI, about="停气变更"))
    office.letter(to=GRANNY, about="停气变更")
    let_its_time_come(outage)
    office.letter(to=MEI, about="已停气")
    restore_it(crew, outage)
    office.letter(to=MEI, about="已恢复供气")
    office.wait_for("the third text message", lambda: len(office.text_messages(BO)) >= 4)

    assert [letter["Subject"].strip()[:4] for letter in office.letters(MEI)] == [
        "停气通知",
        "停气变更",
        "已停气，",
        "已恢复供",
    ]
    assert len(office.text_messages(BO)) == 4
    assert paper_of(outage) == [("C-paper", 4)]


def settle() -> None:
    """Let four homes be supplied: by letter, by text message, with a baby, and one that nothing reaches."""
    place = Community.objects.get(names__name="翡翠湾")
    clerk = User.objects.get(email="agent@linjiang.example")
    for n, (name, reached) in enumerate(
        [("mei", {"email": MEI}), ("bo", {"phone": BO}), ("granny", {"email": GRANNY}), ("paper", {})]
    ):
        home = premise_in(place, "7", "1", str(700 + n))
        point = ServicePoint.objects.create(code=home.code, premise=home)
        account = GasAccount.objects.create(number=f"77{n:05}", service_point=point, opened_on=date(2020, 1, 1))
        customer = Customer.objects.create(code=f"J-{name}", name=name, language="zh-hans", **reached)
        Tenure.objects.create(gas_account=account, customer=customer, held_from=date(2020, 1, 1))
        if name == "granny":
            now = timezone.now()
            facts = {"kind": "elderly_alone", "consent_at": now, "declared_at": now, "declared_by": clerk}
            PriorityNeed.objects.create(
                premise=home, customer=customer, review_on=now.date() + timedelta(days=300), **facts
            )


def write_it(page: Page) -> None:
    """Find the estate by the name it no longer bears, add its building, say when and why."""
    page.get_by_role("link", name="Outages").click()
    page.get_by_role("link", name="Write a new one").click()
    page.get_by_label("Find an estate or address").fill("临江新苑")
    page.get_by_role("button", name="Find it").click()
    page.get_by_role("button", name=re.compile("^Building 7")).click()
    expect(page.get_by_text("4 gas accounts")).to_be_visible()
    start = timezone.localtime(timezone.now() + STARTS_IN).replace(hour=9, minute=0, second=0, microsecond=0)
    say_when(page, start)
    for language in ("English", "简体中文", "繁體中文"):
        page.get_by_label(f"Why, in {language}").fill(WHY)
    page.get_by_role("button", name="Keep the draft and preview it").click()
    expect(page.get_by_text("In time by every rule")).to_be_visible()


def say_when(page: Page, start) -> None:
    page.get_by_label("Gas off from").fill(f"{start:%Y-%m-%dT%H:%M}")
    page.get_by_label("Gas back by").fill(f"{start + LASTS:%Y-%m-%dT%H:%M}")


def she_confirms(office, page: Page) -> None:
    """She comes by the link in her letter; opening it says nothing, the button does."""
    page.goto(link_in(office.letter(to=GRANNY, about="停气通知")))
    page.get_by_role("button", name="I know of it").click()
    expect(page.get_by_text("Thank you.")).to_be_visible()


def expect_confirmed(page: Page, outage: Interruption) -> None:
    page.goto(f"/repairs/outages/{outage.reference}/")
    expect(page.get_by_text("1 of 1 have confirmed that they know.")).to_be_visible()


def move_it(page: Page, outage: Interruption) -> None:
    """Move it two hours later, which needs no new lead."""
    page.get_by_role("link", name="Write the next version").click()
    start = timezone.localtime(InterruptionVersion.objects.get(interruption=outage).starts_at)
    say_when(page, start + timedelta(hours=2))
    page.get_by_role("button", name="Keep the draft and preview it").click()
    page.get_by_role("button", name="Publish and tell everybody").click()
    expect(page.get_by_text("Published.")).to_be_visible()


def let_its_time_come(outage: Interruption) -> None:
    """Let the gas go off as announced; the days until then are not waited for."""
    outage = Interruption.objects.select_related("current").get(pk=outage.pk)
    crew = User.objects.get(email="field-worker@linjiang.example")
    start_outage(outage=outage, by=crew, at=outage.current.starts_at)
    Interruption.objects.filter(pk=outage.pk).update(started_at=timezone.now() - timedelta(minutes=1))


def restore_it(page: Page, outage: Interruption) -> None:
    """The crew says on the spot that the gas is back; at night homes would have to wait, as a rule has it."""
    from gasservice.standards.models import OutageRule

    OutageRule.objects.update(night_from=None, night_until=None)  # the hour at which the tests run must not matter
    sign_in(page, "field-worker")
    page.goto(f"/repairs/outages/{outage.reference}/")
    page.get_by_role("button", name="The gas is back").dblclick()
    expect(page.get_by_text("Noted. Everybody in the area is being told.").first).to_be_visible()


def paper_of(outage: Interruption) -> list[tuple[str, int]]:
    """Count the letters for the door that nothing else reaches, and see that nobody else has one."""
    told = Delivery.objects.filter(notice__key__startswith=f"outage:{outage.pk}:", channel="paper")
    assert {row.premise.room for row in told.select_related("premise")} == {"703"}
    return [("C-paper", told.count())]
