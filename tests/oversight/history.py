"""An office of two doors and three teams, and people who do to its cases whatever chance has them do."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from gasservice.cases.actions.customer import customer_writes, withdraw_case
from gasservice.cases.actions.erasing import erase_case
from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.handing import assign_case, hand_over_case, transfer_case
from gasservice.cases.actions.placing import set_place
from gasservice.cases.actions.promises import escalate_due
from gasservice.cases.actions.redress import pay_redress_out
from gasservice.cases.actions.survey import rate_case
from gasservice.cases.actions.work import (
    close_case,
    hold_case,
    reopen_case,
    reply_to_customer,
    resolve_case,
    resume_case,
    take_case,
)
from gasservice.cases.models import Case, Redress, Routing, SurveyInvitation
from gasservice.cases.terms import Finding, WaitingFor
from gasservice.registry.models import Premise
from gasservice.standards.models import (
    CaseKind,
    LadderStep,
    OpeningSpan,
    PublishedYear,
    ServiceStandard,
    SlaPolicy,
    WorkingCalendar,
)
from gasservice.users.models import Team, User
from gasservice.users.terms import Role
from gasservice.web.refusals import Refusal
from tests.registry.conftest import premise_in, three

SINCE = {"valid_from": date(2024, 1, 1)}
ALLOWED = {"acknowledged": 120, "first_answer": 480, "resolution": 1920}


def build_office(community, start: datetime) -> None:
    """Make teams and their people, kinds behind two doors, and what is promised on each."""
    calendar = WorkingCalendar.objects.create(code="office", **three("name", "Office"))
    spans = [OpeningSpan(calendar=calendar, weekday=day, opens=540, closes=1020) for day in range(5)]
    OpeningSpan.objects.bulk_create(spans)
    PublishedYear.objects.create(calendar=calendar, year=start.year, source="test")
    standard = ServiceStandard.objects.create(code="all", **three("words", "W"), **three("basis", "B"), **SINCE)
    for number in range(3):
        team = Team.objects.create(code=f"t{number}", **three("name", f"T{number}"))
        for name in "ab":
            User.objects.create_user(f"{name}{number}@gas.example", name=name, role=Role.AGENT, team=team)
    teams = Team.objects.order_by("code")
    for door, team in zip(("complaints", "billing"), teams, strict=False):
        Routing.objects.create(door=door, team=team)
        for code in ("one", "two"):
            CaseKind.objects.create(door=door, code=code, **three("name", code), **SINCE)
        for promise, minutes in ALLOWED.items():
            facts = {"standard": standard, "door": door, "promise": promise, "calendar": calendar, **SINCE}
            policy = SlaPolicy.objects.create(
                allowance=minutes, unit="working_minutes", warn_minutes=60, redress=20, **facts
            )
            LadderStep.objects.create(policy=policy, position=1, rung="owner", after_minutes=0)
    for room in ("501", "502"):
        premise_in(community, "9", "1", room)


class History:
    """Acts drawn by chance; what is not possible now is not done."""

    def __init__(self, seed: int, start: datetime) -> None:
        self.chance, self.at = random.Random(seed), start
        self.people = list(User.objects.filter(role=Role.AGENT).select_related("team").order_by("pk"))
        self.acts: list[Callable[[Case, User], object]] = [
            self.take, self.take, self.give, self.hand_over, self.transfer, self.hold, self.resume, self.reply,
            self.reply, self.write, self.resolve, self.resolve, self.reopen, self.close, self.close, self.withdraw,
            self.rate, self.rate, self.erase, self.move, self.pay,
        ]  # fmt: skip

    def go_on(self, steps: int) -> None:
        for _step in range(steps):
            self.at += timedelta(minutes=self.chance.randrange(20, 1500))
            escalate_due(at=self.at)
            if not Case.objects.exists() or self.chance.random() < 0.15:
                self.open()
            else:
                self.act()

    def one_of(self, rows):
        found = list(rows.order_by("pk"))
        return self.chance.choice(found) if found else None

    def open(self) -> None:
        kind, premise = self.one_of(CaseKind.objects), self.one_of(Premise.objects)
        place = {"premise": premise, "community": premise.community} if self.chance.random() < 0.7 else {}
        channel = self.chance.choice(["web", "phone"])
        facts = {"channel": channel, "contact_email": "mei@home.example", **place}
        open_case(kind=kind, words="Something", by=None, at=self.at, **facts)

    def act(self) -> None:
        case = self.one_of(Case.objects.select_related("team", "owner", "kind", "community", "premise"))
        act = self.chance.choice(self.acts)
        try:
            act(case, self.chance.choice(self.people))
        except Refusal:
            return

    def take(self, case, by):
        take_case(case=case, by=self.one_of(User.objects.filter(team=case.team)), at=self.at)

    def give(self, case, by):
        to = self.one_of(User.objects.filter(team=case.team))
        assign_case(case=case, to_owner=to, by=by, at=self.at)

    def hand_over(self, case, by):
        hand_over_case(case=case, to_team=by.team, to_owner=by, reason="Yours", by=by, at=self.at)

    def transfer(self, case, by):
        transfer_case(case=case, to_kind=self.one_of(CaseKind.objects), reason="Theirs", by=by, at=self.at)

    def hold(self, case, by):
        hold_case(case=case, waiting_for=self.chance.choice(WaitingFor.values), reason="Wait", by=by, at=self.at)

    def resume(self, case, by):
        resume_case(case=case, by=by, at=self.at)

    def reply(self, case, by):
        reply_to_customer(case=case, words="We do.", seen_event=case.last_event_id, by=by, at=self.at)

    def write(self, case, by):
        customer_writes(case=case, words="And?", by=None, at=self.at)

    def resolve(self, case, by):
        resolve_case(case=case, finding=Finding.UPHELD, words="Done.", by=by, at=self.at)

    def reopen(self, case, by):
        reopen_case(case=case, because="Not yet", by=None, at=self.at)

    def close(self, case, by):
        close_case(case=case, by=by, at=self.at)

    def withdraw(self, case, by):
        if self.chance.random() < 0.2:
            withdraw_case(case=case, by=None, at=self.at)

    def rate(self, case, by):
        if invitation := self.one_of(SurveyInvitation.objects):
            solved = self.chance.choice([True, False, None])
            rate_case(invitation=invitation, score=self.chance.randrange(1, 6), is_solved=solved, at=self.at)

    def erase(self, case, by):
        erase_case(case=case, by=by, at=self.at)

    def move(self, case, by):
        set_place(case=case, premise=self.one_of(Premise.objects), reason="There", by=by, at=self.at)

    def pay(self, case, by):
        if redress := self.one_of(Redress.objects.filter(credited_at=None)):
            pay_redress_out(redress=redress, payment_reference=f"P{redress.pk}", by=by, at=self.at)
