"""Asking for a pipe change: what is to move, and the papers, given and judged."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gasservice.cases.actions.customer import customer_writes
from gasservice.cases.actions.drafting import file_draft
from gasservice.cases.actions.filing import Filed
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.telling import tell_customer
from gasservice.cases.actions.work import hold_case, locked
from gasservice.cases.models import Case, Draft
from gasservice.cases.terms import EventKind, Status, WaitingFor
from gasservice.files.models import StoredFile
from gasservice.notices.models import Notice
from gasservice.registry.models import GasAccount
from gasservice.standards.models import CaseKind, PaperRule
from gasservice.standards.terms import Purpose, QuoteStop
from gasservice.users.models import User
from gasservice.web.languages import localized
from repairs.actions.orders import open_order
from repairs.models import PipeChange, PipePaper, WorkOrder
from repairs.queries.papers import papers_needed, papers_standing
from repairs.terms import PaperState

Papers = dict[PaperRule, Iterable[StoredFile]]


@transaction.atomic
def file_pipe_change(
    *, draft: Draft, kind: CaseKind, what: dict, details: dict, facts: dict, by: User | None, at: datetime
) -> Filed:
    """Open the case of a pipe change with its particulars and papers."""
    filed = file_draft(draft=draft, kind=kind, words=what["story"], details=details, facts=facts, by=by, at=at)
    if filed.is_new:
        told = {name: details[name] for name in ("moved", "why", "distance", "home", "day_times", "discounts")}
        change = PipeChange.objects.create(case=filed.case, told_at=at, **told)
        given = {rule: details.get(f"paper_{rule.code}", []) for rule in papers_needed(change)}
        keep_papers(change, given, at)
        open_survey(change=change, by=by, at=at)
    return filed


@transaction.atomic
def complete_pipe_change(
    *, case: Case, told: dict, by: User, at: datetime, gas_account: GasAccount | None = None
) -> PipeChange:
    """Write down the particulars of a case that came without them, and where it is if nobody knew."""
    case = locked(case)
    change, _is_new = PipeChange.objects.update_or_create(
        case=case, defaults=told, create_defaults=told | {"told_at": at}
    )
    if gas_account and not case.premise_id:
        premise = gas_account.service_point.premise
        Case.objects.filter(pk=case.pk).update(gas_account=gas_account, premise=premise, community=premise.community_id)
    with translation.override(case.language):
        words = _("We wrote down what you want moved.")
    record_event(case=case, kind=EventKind.STEP_DONE, by=by, at=at, words=words)
    open_survey(change=change, by=by, at=at)
    return change


@transaction.atomic
def give_papers(*, change: PipeChange, papers: Papers, by: User | None, at: datetime) -> list[PipePaper]:
    """Take papers that were asked for; they stand in the story too, and what waited for them goes on."""
    files = [file for given in papers.values() for file in given]
    case = change.case
    with translation.override(case.language):
        words = _(", ").join(localized(rule, "name") for rule, given in papers.items() if given)
    customer_writes(case=case, words=words, by=by, at=at, files=files)
    kept = keep_papers(change, papers, at)
    open_survey(change=change, by=by, at=at)
    return kept


def keep_papers(change: PipeChange, papers: Papers, at: datetime) -> list[PipePaper]:
    return PipePaper.objects.bulk_create(
        PipePaper(change=change, paper=rule, file=file, given_at=at) for rule, given in papers.items() for file in given
    )


def open_survey(*, change: PipeChange, by: User | None, at: datetime) -> WorkOrder | None:
    """Let the customer choose a time for the survey once no paper is missing; there is one survey at a time."""
    if any(paper.is_wanted for paper in papers_standing(change)):
        return None
    if done := WorkOrder.objects.filter(case=change.case_id, kind=Purpose.SURVEY).first():
        return done
    return open_order(case=change.case, kind=Purpose.SURVEY, by=by, at=at, task=change.why)


@transaction.atomic
def check_papers(*, change: PipeChange, verdicts: dict[PaperRule, str], by: User, at: datetime) -> None:
    """Judge papers: accepted, or needed again for a reason that the customer reads; `verdicts` gives it or nothing.

    A check of ours is judged the same way: what cannot be done as it was measured is measured again.
    """
    case = locked(change.case)
    for rule, reason in verdicts.items():
        judge(change, rule, reason, by, at)
    sent_back = {rule: reason for rule, reason in verdicts.items() if reason and not rule.is_ours}
    impossible = {rule: reason for rule, reason in verdicts.items() if reason and rule.is_ours}
    notice = tell_of_papers(case, "papers-again", list(sent_back.items()), at) if sent_back else None
    words = said_of_verdicts(change, list(verdicts), sent_back, impossible)
    record_event(case=case, kind=EventKind.PAPERS_CHECKED, by=by, at=at, words=words, notice=notice)
    if impossible:
        open_order(case=case, kind=Purpose.SURVEY, by=by, at=at, task="\n".join(impossible.values()))
    if sent_back:
        wait_for_papers(case, words, by, at)
    elif not impossible:
        open_survey(change=change, by=by, at=at)


def judge(change: PipeChange, rule: PaperRule, reason: str, by: User, at: datetime) -> None:
    said_of_it = {
        "state": PaperState.AGAIN if reason else PaperState.ACCEPTED,
        "reason": reason,
        "checked_by": by,
        "checked_at": at,
    }
    if rule.is_ours:
        PipePaper.objects.create(change=change, paper=rule, given_at=at, **said_of_it)
    else:
        PipePaper.objects.filter(change=change, paper=rule, state=PaperState.GIVEN).update(**said_of_it)


def ask_for_consents(*, change: PipeChange, by: User, at: datetime) -> None:
    """Ask the customer for what the survey calls for; the clock waits where no quote can be sent before."""
    wanted = [paper.rule for paper in papers_standing(change) if paper.is_wanted and paper.rule.needed_where]
    if not wanted:
        return
    case = locked(change.case)
    with translation.override(case.language):
        papers = [(rule, localized(rule, "hint")) for rule in wanted]
        words = _(", ").join(localized(rule, "name") for rule in wanted)
    notice = tell_of_papers(case, "papers-wanted", papers, at)
    record_event(case=case, kind=EventKind.PAPERS_WANTED, by=by, at=at, words=words, notice=notice)
    if any(rule.stops == QuoteStop.SENDING for rule in wanted):
        wait_for_papers(case, words, by, at)


def wait_for_papers(case: Case, words: str, by: User, at: datetime) -> None:
    if case.status != Status.WAITING:
        hold_case(case=case, waiting_for=WaitingFor.CUSTOMER, reason=words, by=by, at=at, is_told=True)


def tell_of_papers(case: Case, topic: str, papers: list[tuple[PaperRule, str]], at: datetime) -> Notice | None:
    """Tell the customer which papers we need, each with what is said of it."""
    with translation.override(case.language):
        named = [(localized(rule, "name"), words) for rule, words in papers]
    key = f"{topic}:{case.pk}:{timezone.localtime(at):%y%m%d%H%M%S}"
    return tell_customer(case=case, topic=topic, key=key, at=at, facts={"papers": named})


def said_of_verdicts(change: PipeChange, rules: list[PaperRule], sent_back: dict, impossible: dict) -> str:
    """Say it in the language of the customer, who reads the story."""
    with translation.override(change.case.language):
        if impossible:
            words = _("It cannot be done this way: %(reason)s We look for another way and measure again.")
            return (words % {"reason": " ".join(impossible.values())})[:300]
        if sent_back:
            return _("A paper is needed again.")
        if all(paper.is_settled for paper in papers_standing(change)):
            return _("All papers are accepted.")
        return (_("Accepted: %(papers)s.") % {"papers": _(", ").join(localized(rule, "name") for rule in rules)})[:300]
