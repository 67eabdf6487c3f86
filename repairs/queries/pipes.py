"""A pipe change from the application to the end of the warranty, read from its rows."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from gasservice.cases.models import Appointment, Case, Commitment
from gasservice.cases.queries.story import Entry
from gasservice.standards.terms import PaperGiver, Promise, Purpose, QuoteStop
from gasservice.web.languages import localized
from gasservice.web.say import say_day, say_money, say_when
from repairs.models import PipeChange, PipeSurvey, Quote, WorkCheck, WorkOrder
from repairs.queries.accounts import Account
from repairs.queries.case_work import CaseWork
from repairs.queries.papers import PaperStanding, named_in_words, papers_standing
from repairs.terms import STANDING, DayTime, Moved, PaperState, WorkStatus


@dataclass(frozen=True)
class PipeFacts:
    """All rows of a pipe change, read once."""

    case: Case
    change: PipeChange | None
    papers: list[PaperStanding]
    orders: list[WorkOrder]  # the newest first
    quotes: list[Quote]
    account: Account
    check: WorkCheck | None
    work_promise: Commitment | None
    appointment: Appointment | None

    @property
    def first_papers(self) -> list[PaperStanding]:
        """What was asked for with the application."""
        return [paper for paper in self.papers if not paper.rule.needed_where]

    @property
    def consents(self) -> list[PaperStanding]:
        """What the way of the pipe calls for: each is a step of its own."""
        return [paper for paper in self.papers if paper.rule.needed_where]

    @property
    def stops_sending(self) -> list[PaperStanding]:
        return [paper for paper in self.stops_acceptance if paper.rule.stops == QuoteStop.SENDING]

    @property
    def stops_acceptance(self) -> list[PaperStanding]:
        """What has to be settled before the customer can accept the quote."""
        return [paper for paper in self.papers if not paper.is_settled]

    @property
    def wanted(self) -> list[PaperStanding]:
        return [paper for paper in self.papers if paper.is_wanted]

    @property
    def shown_quotes(self) -> list[Quote]:
        return [quote for quote in self.quotes if not quote.is_draft]

    @property
    def draft(self) -> Quote | None:
        return next((quote for quote in self.quotes if quote.is_draft), None)

    @property
    def open_quote(self) -> Quote | None:
        return next((quote for quote in self.quotes if quote.is_open), None)

    @property
    def agreed(self) -> Quote | None:
        """What the customer accepted first or last, or was settled within it."""
        return next((quote for quote in self.quotes if quote.state in STANDING), None)

    def order(self, kind: Purpose) -> WorkOrder | None:
        """Give the newest order of a kind that was not cancelled."""
        return next((row for row in self.orders if row.kind == kind and row.status != WorkStatus.CANCELLED), None)

    @property
    def survey(self) -> PipeSurvey | None:
        return next((order.survey for order in self.orders if hasattr(order, "survey")), None)

    @property
    def survey_order(self) -> WorkOrder | None:
        return self.order(Purpose.SURVEY)

    @property
    def is_to_measure(self) -> bool:
        """Whether a survey waits for its measures: the first, or another one for another way."""
        order = self.survey_order
        return order is not None and (self.survey is None or self.survey.order_id != order.pk)

    @property
    def may_be_checked(self) -> bool:
        return is_done(self.order(Purpose.PIPE_WORK)) and self.check is None


def is_done(order: WorkOrder | None) -> bool:
    return order is not None and not order.is_open


def pipe_facts(work: CaseWork) -> PipeFacts:
    """Read the rest of a pipe change whose work is read."""
    case, orders = work.case, work.orders[::-1]
    change = PipeChange.objects.filter(case=case).first()
    promises = [row for row in case.commitments.all() if row.promise == Promise.WORK]
    checks = WorkCheck.objects.filter(order__case=case, has_passed=True)
    return PipeFacts(
        case=case,
        change=change,
        papers=papers_standing(change) if change else [],
        orders=orders,
        quotes=work.quotes,
        account=work.account,
        check=checks.first() if any(row.kind == Purpose.PIPE_WORK and is_done(row) for row in orders) else None,
        work_promise=max(promises, key=lambda row: row.started_at, default=None),
        appointment=work.ahead,
    )


def progress_of(facts: PipeFacts, at: datetime, *, at_desk: bool = False) -> list[Entry]:
    """Say in one line where it stands: what is done and when, who has it now, and what we promise next."""
    steps = [
        Entry("kept", _("Application"), at=facts.case.opened_at),
        papers_step(facts),
        survey_step(facts, at),
        *(consent_step(facts, paper) for paper in facts.consents),
        quote_step(facts, at),
        payment_step(facts),
        work_step(facts, at),
        check_step(facts, at),
        warranty_step(facts, at),
    ]
    return [replace(step, who=_("The customer")) if at_desk and step.who == _("You") else step for step in steps]


def papers_step(facts: PipeFacts) -> Entry:
    title = _("Papers")
    if facts.change is None:
        return Entry("now", title, words=_("We write down what you want moved."), who=ours(facts))
    if wanted := [paper for paper in facts.first_papers if paper.is_wanted]:
        words = _("Needed: %(papers)s.") % {"papers": named_in_words(wanted)}
        return Entry("now", title, words=words, who=_("You"))
    if any(paper.is_to_judge for paper in facts.first_papers):
        return Entry("now", title, words=_("We look at them."), who=ours(facts))
    judged = [paper.settled_at for paper in facts.first_papers]
    return Entry("kept", title, at=max(judged, default=facts.change.told_at))


def consent_step(facts: PipeFacts, paper: PaperStanding) -> Entry:
    """Say of a consent or check what is needed, who does it and why it was not enough, or when it was settled."""
    title, hint = localized(paper.rule, "name"), localized(paper.rule, "hint")
    if paper.is_settled:
        return Entry("kept", title, at=paper.settled_at)
    if paper.state == PaperState.GIVEN:
        return Entry("now", title, words=_("We look at it."), who=ours(facts))
    return Entry("now", title, words=f"{paper.reason} {hint}".strip(), who=doer_of(facts, paper))


def doer_of(facts: PipeFacts, paper: PaperStanding) -> str:
    match paper.rule.given_by:
        case PaperGiver.CUSTOMER:
            return _("You")
        case PaperGiver.SURVEYOR:
            return ours(facts)
    return paper.rule.get_given_by_display()


def survey_step(facts: PipeFacts, at: datetime) -> Entry:
    title, order = _("Survey"), facts.survey_order
    if facts.survey and not facts.is_to_measure:
        return Entry("kept", title, at=facts.survey.at)
    if order is None:
        return Entry("next", title, words=_("Free of charge; you choose the time."))
    return (
        coming(facts, title, order, at)
        if order.is_open
        else Entry("now", title, words=_("We write down the measures."))
    )


def coming(facts: PipeFacts, title: str, order: WorkOrder, at: datetime) -> Entry:
    """Say when we come, or that the customer chooses the time."""
    if facts.appointment and facts.appointment.purpose == order.kind:
        words = _("We come %(when)s.") % {"when": say_when(facts.appointment.window_from, now=at)}
        return Entry("now", title, words=words, who=ours(facts))
    return Entry("now", title, words=_("A time is still to be chosen."), who=_("You"))


def quote_step(facts: PipeFacts, at: datetime) -> Entry:
    title = _("Quote")
    if quote := facts.open_quote:
        facts_said = {"total": say_money(quote.total), "day": say_day(quote.valid_until, now=at)}
        words = _("%(total)s, good until before %(day)s.") % facts_said
        if facts.stops_acceptance and not quote.is_final:
            missing = _("First this has to be settled: %(papers)s.")
            words = f"{words} {missing % {'papers': named_in_words(facts.stops_acceptance)}}"
        return Entry("now", title, at=quote.sent_at, words=words, who=_("You"))
    if quote := facts.agreed:
        words = _("%(total)s accepted.") % {"total": say_money(quote.payable)}
        return Entry("kept", title, at=quote.answered_at or quote.sent_at, words=words)
    if facts.survey and (missing := facts.stops_sending):
        words = _("It is sent once this is settled: %(papers)s.") % {"papers": named_in_words(missing)}
        return Entry("next", title, words=words)
    if facts.survey:
        return Entry("now", title, words=_("We reckon it up from the fee table."), who=ours(facts))
    return Entry("next", title, words=_("Line by line; nothing begins before you agree."))


def payment_step(facts: PipeFacts) -> Entry:
    title, account = _("Payment"), facts.account
    if facts.agreed is None:
        return Entry("next", title)
    if account.unpaid:
        words = _("%(amount)s to pay. Our promise to do the work begins with it.")
        return Entry("now", title, words=words % {"amount": say_money(account.to_pay)}, who=_("You"))
    paid = [charge.paid_at for charge in account.charges]
    return Entry("kept", title, at=max(paid, default=facts.agreed.answered_at), words=said_of_back(account))


def said_of_back(account: Account) -> str:
    """Say what we owe back, or have paid back."""
    if account.owed_back:
        return _("We owe you %(amount)s back.") % {"amount": say_money(account.owed_back)}
    if account.paid_back:
        return _("We have paid %(amount)s back.") % {"amount": say_money(account.paid_back)}
    return ""


def work_step(facts: PipeFacts, at: datetime) -> Entry:
    title, order = _("Work"), facts.order(Purpose.PIPE_WORK)
    if order is None:
        return Entry("next", title)
    if not order.is_open:
        return Entry("kept", title, at=order.done_at)
    if facts.account.unpaid:
        return Entry("next", title, words=_("Begins once you have paid; you may choose the time already."))
    entry = coming(facts, title, order, at)
    if facts.work_promise is None:
        return entry
    by = _("Promised by %(when)s.") % {"when": say_when(facts.work_promise.due_at, now=at)}
    return Entry(entry.state, title, words=f"{entry.words} {by}", who=entry.who)


def check_step(facts: PipeFacts, at: datetime) -> Entry:
    title = _("Check and signature")
    if facts.check:
        signed = _("Signed by %(name)s.") % {"name": facts.check.signed_name}
        return Entry("kept", title, at=facts.check.at, words=signed)
    if facts.may_be_checked:
        return Entry("now", title, words=_("Pressure test before your eyes, then you sign."), who=ours(facts))
    return Entry("next", title)


def warranty_step(facts: PipeFacts, at: datetime) -> Entry:
    title = _("Warranty")
    last = max((order.warranty_last_day for order in facts.orders if order.warranty_until), default=None)
    if last is None or facts.check is None:
        return Entry("next", title)
    return Entry("now", title, words=_("Until %(day)s.") % {"day": say_day(last, now=at)}, who=ours(facts))


def ours(facts: PipeFacts) -> str:
    """Name who of us has it now."""
    return str(facts.case.owner or localized(facts.case.team, "name"))


def asked_facts(change: PipeChange) -> list[tuple[str, object]]:
    """Say what was asked for, for the desk and the surveyor."""
    return [
        (_("What"), in_words(Moved, change.moved)),
        (_("How far"), change.get_distance_display()),
        *([(_("What for"), change.why)] if change.why else []),
        (_("Whose home"), change.get_home_display()),
        *([(_("At home"), in_words(DayTime, change.day_times))] if change.day_times else []),
        *([(_("Asks for a discount"), _(", ").join(change.discounts))] if change.discounts else []),
    ]


def in_words(choices, values: list[str]) -> str:
    return _(", ").join(str(choices(value).label) for value in values)


def measured_facts(survey: PipeSurvey) -> list[tuple[str, object]]:
    """Say what was measured, by whom."""
    moved = [_("a pipe")] * survey.moves_pipe + [_("the meter")] * survey.moves_meter
    return [
        (_("New pipe"), _("%(metres)s m") % {"metres": survey.pipe_metres}),
        (_("Moved"), _(", ").join(moved)),
        *([(_("Hoses"), survey.hoses)] if survey.hoses else []),
        *([(_("Way"), _(", ").join(str(way.label) for way in survey.ways))] if survey.ways else []),
        *([(_("For the crew"), survey.words)] if survey.words else []),
        (_("By"), survey.by),
    ]
