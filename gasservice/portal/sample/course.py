"""The course of one case from its opening to the customer's judgement, acting through the actions of cases."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.utils.translation import override

from gasservice.cases.actions.customer import customer_writes, withdraw_case
from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.follow_ups import record_follow_up
from gasservice.cases.actions.handing import hand_over_case
from gasservice.cases.actions.settling import SETTLES_AFTER, close_settled
from gasservice.cases.actions.survey import rate_case
from gasservice.cases.actions.work import (
    close_case,
    hold_case,
    note_internally,
    reopen_case,
    reply_to_customer,
    resolve_case,
    resume_case,
    take_case,
)
from gasservice.cases.models import Case, Commitment, FollowUp
from gasservice.portal.sample.chance import chance_of
from gasservice.portal.sample.desk import Desk
from gasservice.portal.sample.matter import Matter
from gasservice.portal.sample.stories import words_of_ratings
from gasservice.standards import clock

ZONE = ZoneInfo("Asia/Shanghai")
MINUTE = timedelta(minutes=1)
THANKS = ["好的，谢谢！", "收到，问题解决了，谢谢。", "谢谢，已经好了。"]
AGAIN = "已由班长再次处理并复查确认，问题解决。此前处理不彻底，再次向您致歉。"
SAID = ["来回跑了三趟，没人说得清，很生气。", "问题解决了，但是太慢，也没有人主动告知进度。"]
SORRY = "非常抱歉，我们马上安排班长复查，今天给您回电话。"
NUDGES = ["请问处理得怎么样了？", "已经几天了，有进展吗？", "麻烦尽快处理，谢谢。"]


class Course:
    """One case on its way; `play` yields the moment of each next act and acts when it is resumed."""

    def __init__(self, matter: Matter, desk: Desk, chance: Random) -> None:
        self.matter, self.desk, self.chance = matter, desk, chance
        self.story = matter.story
        self.at = matter.opened_at
        self.was_late = False
        self.case: Case | None = None

    def play(self) -> Iterator[datetime]:
        yield self.at
        self.case = open_case(**self.matter.filing(), at=self.at).case
        if self.matter.is_overlooked:
            return
        yield self.within("acknowledged")
        self.act(take_case)
        yield self.within("first_answer")
        self.reply(self.matter.fill(self.story.reply))
        if not self.matter.is_urgent and self.chance.random() < 0.04:
            yield self.awake(hours=self.chance.uniform(2, 30))
            withdraw_case(case=self.case, by=self.matter.user, at=self.at)
            return
        yield from self.work()
        if self.matter.stalls:
            yield from self.stall()
            return
        yield self.within("resolution")
        self.act(resolve_case, finding=self.story.finding, words=self.matter.fill(self.story.result))
        yield from self.settle()

    def work(self) -> Iterator[datetime]:
        """Note, hand over, wait for the customer or for others, as the story has it."""
        if self.story.note:
            yield self.working(minutes=self.chance.randint(20, 200))
            self.act(note_internally, words=self.matter.fill(self.story.note))
        if self.story.hand:
            yield from self.hand_over()
        if self.story.ask:
            yield from self.wait_for_customer()
        if self.story.waits and not self.is_waiting():
            yield from self.wait_for_others()

    def stall(self) -> Iterator[datetime]:
        """Let the case lie; unless it waits for somebody else, the customer asks what became of it."""
        if not self.is_waiting():
            yield self.awake(hours=self.chance.uniform(80, 140))
            customer_writes(case=self.case, words=self.nudge(), by=self.matter.user, at=self.at)

    def settle(self) -> Iterator[datetime]:
        """Hear whether it is solved: reopened, thanked for and closed, or closed by itself after a week."""
        if self.story.reopens and self.chance.random() < 0.75:
            yield from self.reopen()
        if self.chance.random() < 0.3:
            yield self.awake(hours=self.chance.uniform(3, 60))
            customer_writes(case=self.case, words=self.thanks(), by=self.matter.user, at=self.at)
            yield self.working(minutes=self.chance.randint(15, 240))
            self.look()
            if self.case.is_resolved:  # over long holidays it has closed by itself
                self.act(close_case)
        else:
            self.at += SETTLES_AFTER + timedelta(minutes=self.chance.randint(1, 59))
            yield self.at
            close_settled(at=self.at)
        yield from self.rate()

    def reopen(self) -> Iterator[datetime]:
        yield self.awake(hours=self.chance.uniform(20, 110))
        reopen_case(case=self.case, because=self.story.reopens, by=self.matter.user, at=self.at)
        yield self.within("first_answer")
        self.reply(SORRY)
        yield self.within("resolution")
        self.act(resolve_case, finding=self.story.finding, words=AGAIN)
        self.was_late = True

    def rate(self) -> Iterator[datetime]:
        """Perhaps rate it; who waited too long or had to come back is less pleased."""
        invitation = self.case.survey_invitations.order_by("-sent_at").first()
        if invitation is None or self.chance.random() > 0.62:
            return
        yield self.awake(hours=self.chance.uniform(1, 120))
        weights = [8, 12, 22, 33, 25] if self.is_sore() else [2, 3, 8, 32, 55]
        score = self.chance.choices([1, 2, 3, 4, 5], weights)[0]
        words = self.chance.choice([text for text in words_of_ratings()[score] if self.is_readable(text)])
        said = {"is_solved": score > 2, "words": words} | more_said(self.case.reference, score)
        rate_case(invitation=invitation, score=score, at=self.at, **said)
        if follow_up := FollowUp.objects.waiting().filter(case=self.case).first():
            yield self.working(minutes=self.chance.randint(60, 700))
            facts = {"said": SAID[score - 1], "will_do": "由班长上门复查，三天内再回电。"}
            with override("zh-hans"):  # the language of who writes it
                record_follow_up(follow_up=follow_up, by=self.case.team.supervisor, at=self.at, **facts)

    def is_sore(self) -> bool:
        return self.was_late or self.story.finding == "not_upheld" or self.is_in_weak_team()

    def is_readable(self, text: str) -> bool:
        return not text or text.isascii() == (self.matter.language == "en")

    def is_in_weak_team(self) -> bool:
        """Say whether the one team has it that is later than the others and pleases less."""
        return self.case.team_id == self.desk.teams["north"].pk

    def is_waiting(self) -> bool:
        self.look()
        return self.case.is_waiting

    def thanks(self) -> str:
        return "Thank you, it works now." if self.matter.language == "en" else self.chance.choice(THANKS)

    def nudge(self) -> str:
        return "Is there any news?" if self.matter.language == "en" else self.chance.choice(NUDGES)

    def hand_over(self) -> Iterator[datetime]:
        yield self.working(minutes=self.chance.randint(20, 120))
        team = self.desk.teams[self.story.hand["team"]]
        if team.pk != self.case.team_id:
            self.act(hand_over_case, to_team=team, reason=self.story.hand["reason"])
            yield self.working(minutes=self.chance.randint(20, 180))
            self.act(take_case)

    def wait_for_customer(self) -> Iterator[datetime]:
        yield self.working(minutes=self.chance.randint(5, 60))
        self.act(hold_case, waiting_for="customer", reason=self.story.ask)
        if self.matter.stalls:
            return
        yield self.awake(hours=self.chance.uniform(4, 90))
        customer_writes(case=self.case, words=self.matter.fill(self.story.answer), by=self.matter.user, at=self.at)

    def wait_for_others(self) -> Iterator[datetime]:
        yield self.working(minutes=self.chance.randint(30, 240))
        self.act(hold_case, waiting_for=self.story.waits["for"], reason=self.story.waits["why"])
        if self.matter.stalls:
            return
        yield self.working(minutes=self.chance.randint(300, 1500))
        self.act(resume_case)

    def reply(self, words: str) -> None:
        self.look()
        self.act(reply_to_customer, words=words, seen_event=self.case.last_event_id)

    def act(self, action, **words) -> None:
        """Let the owner act, or somebody of the team that has it."""
        self.look()
        action(case=self.case, by=self.desk.clerk_for(self.case, self.story.named, self.chance), at=self.at, **words)

    def look(self) -> None:
        """See where the case stands by now."""
        self.case.refresh_from_db(fields=["owner", "team", "status", "last_event_id"])

    def within(self, promise: str) -> datetime:
        """Move on to a moment before the promise is due, or now and then after."""
        running = Commitment.objects.running().filter(case=self.case, promise=promise)
        running = running.select_related("policy").first()
        if running is None:
            return self.working(minutes=self.chance.randint(30, 300))
        calendar = self.desk.calendar_for(running.policy)
        allowed = clock.working_time(running.started_at, running.due_at, calendar) / MINUTE
        meant = after(running.started_at, max(1, round(allowed * self.pace())), calendar)
        soonest = after(self.at, 1 if self.matter.is_urgent else self.chance.randint(4, 40), calendar)
        self.at = max(meant, soonest) + timedelta(seconds=self.chance.randint(0, 59))
        self.was_late = self.was_late or self.at > running.due_at
        return self.at

    def pace(self) -> float:
        """Draw what part of the allowed time is used; more than one is late."""
        late = 0.5 if self.story.slow else 0.12 if self.is_in_weak_team() else 0.06
        return (
            self.chance.uniform(1.05, 1.7) if self.chance.random() < late else self.chance.triangular(0.03, 0.95, 0.12)
        )

    def working(self, minutes: int) -> datetime:
        """Move on by open minutes of the office, in an emergency of the clock."""
        if self.matter.is_urgent:
            self.at += minutes / 10 * MINUTE
        else:
            self.at = after(self.at, minutes, self.desk.office)
        return self.at

    def awake(self, hours: float) -> datetime:
        """Move on to a moment at which people are awake."""
        local = (self.at + timedelta(hours=hours)).astimezone(ZONE)
        if not 7 <= local.hour < 22:
            local = local.replace(hour=8) + timedelta(days=local.hour >= 22, minutes=self.chance.randint(0, 90))
        self.at = local.replace(microsecond=0)
        return self.at


def more_said(reference: str, score: int) -> dict[str, int]:
    """Draw how easy it was and whether they recommend us, from a chance of its own; half of them say neither."""
    chance = chance_of(f"more about {reference}")
    if chance.random() < 0.5:
        return {}
    return {"ease": min(7, score + chance.randint(0, 2)), "recommend": min(10, 2 * score + chance.randint(-1, 1))}


def after(moment: datetime, minutes: int, calendar: clock.Calendar) -> datetime:
    return clock.due_at(moment, clock.Allowance(minutes, clock.Unit.WORKING_MINUTES), calendar)
