"""A pipe change at the desk and with the crew: particulars, papers, measures, the check."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.cases.models import Case
from gasservice.web.refusals import Refusal
from repairs.access import get_pipe_case, may_let_money_go, may_work_pipes
from repairs.actions.pipe_work import record_check, record_survey
from repairs.actions.pipes import check_papers, complete_pipe_change
from repairs.forms.pipes import CheckForm, CompleteForm, JudgeForm, SurveyForm
from repairs.models import PipeChange
from repairs.queries.case_work import case_work_at_desk
from repairs.queries.papers import papers_standing
from repairs.queries.pipes import asked_facts, measured_facts, pipe_facts, progress_of

TOLD = ("moved", "distance", "why", "home", "day_times", "discounts")


def pipe_desk(request: HttpRequest, reference: str) -> HttpResponse:
    """Show all of a pipe change to our people, with what can be done next."""
    case = get_pipe_case(request.user, reference)
    facts = pipe_facts(case_work_at_desk(case))
    shown = {
        "case": case,
        "pipe": facts,
        "progress": progress_of(facts, timezone.now(), at_desk=True),
        "asked": asked_facts(facts.change) if facts.change else [],
        "measured": measured_facts(facts.survey) if facts.survey else [],
        "may_work": may_work_pipes(request.user, case),
        "may_pay_back": may_let_money_go(request.user),
        "place": "desk-queue",
    }
    return render(request, "repairs/pipes/desk.html", shown)


def pipe_particulars(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down what a case on the phone or from another door did not bring."""
    case = get_pipe_case(request.user, reference, to_work=True)
    change = PipeChange.objects.filter(case=case).first()
    known = {name: getattr(change, name) for name in TOLD} if change else {}
    facts = {
        "today": timezone.localdate(),
        "asks_place": case.premise_id is None and case.gas_account_id is None,
        "initial": known,
    }
    form = CompleteForm(request.POST or None, **facts)

    def complete() -> None:
        account = form.cleaned_data.get("gas_account")
        complete_pipe_change(case=case, told=form.told(), gas_account=account, by=request.user, at=timezone.now())

    return act(request, case, form, _("What is to be moved"), complete)


def judge_paper(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """Accept a paper, or say why it is needed again; write down what a check of ours found."""
    case = get_pipe_case(request.user, reference, to_work=True)
    change = PipeChange.objects.select_related("case").filter(case=case).first()
    papers = papers_standing(change) if change else []
    paper = next((row for row in papers if row.rule.code == code and row.is_judged_here), None)
    if paper is None:
        raise Http404
    form = JudgeForm(request.POST or None, is_ours=paper.rule.is_ours)

    def judge() -> None:
        verdicts = {paper.rule: form.cleaned_data["reason"]}
        check_papers(change=change, verdicts=verdicts, by=request.user, at=timezone.now())

    title = _("Write down the check") if paper.rule.is_ours else _("Check a paper")
    return act(request, case, form, title, judge, paper=paper)


def survey(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down the measures; the quote begins with what they come to."""
    case = get_pipe_case(request.user, reference, to_work=True)
    order = pipe_facts(case_work_at_desk(case)).survey_order
    if order is None:
        raise Http404
    form = SurveyForm(request.POST or None)

    def measure() -> None:
        record_survey(order=order, by=request.user, at=timezone.now(), **form.cleaned_data)

    return act(request, case, form, _("Survey: the measures"), measure)


def work_check(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down the check of the work, and let the customer sign."""
    case = get_pipe_case(request.user, reference, to_work=True)
    form = CheckForm(request.POST or None)

    def check() -> None:
        record_check(case=case, by=request.user, at=timezone.now(), **form.cleaned_data)

    return act(request, case, form, _("Check of the work"), check)


def act(request: HttpRequest, case: Case, form: Form, title: str, do: Callable, **shown) -> HttpResponse:
    """Show a form, or do what it asks and go back to the pipe change; what is refused is said on the same page."""
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("Done: %(act)s.") % {"act": title})
            return redirect("pipe-desk", case.reference)
    facts = {"case": case, "form": form, "title": title, "place": "desk-queue"}
    return render(request, "repairs/pipes/act.html", facts | shown)
