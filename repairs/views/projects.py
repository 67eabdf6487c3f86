"""New connections at the desk and with the firms: the list, one project, and the steps of whoever has them."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gasservice.cases.views.tracking import answer_with
from gasservice.files.actions import discard_file, keep_uploads
from gasservice.files.models import StoredFile
from gasservice.users.terms import Role
from gasservice.web.asking import is_done
from gasservice.web.paging import page_of
from gasservice.web.refusals import Refusal
from repairs.access import get_milestone, get_paper, get_project, may_finish, may_run, projects_visible_to
from repairs.actions.milestones import explain_delay, finish_milestone
from repairs.forms.connections import DelayForm, DoneForm
from repairs.models import Milestone
from repairs.queries.projects import project_page, project_rows, projects_at, with_step

PAGE = 30


@require_safe
@login_required
def projects(request: HttpRequest) -> HttpResponse:
    """List new connections, the next promise first; a firm sees those it has a part in."""
    user, query = request.user, request.GET.get("q", "").strip()[:80]
    if not (user.works_here or user.role == Role.PARTY):
        raise Http404
    is_finished = request.GET.get("finished") == "1"
    rows = projects_visible_to(user).filter(finished_at__isnull=not is_finished)
    rows = with_step(projects_at(rows, query) if query else rows)
    order = "-finished_at" if is_finished else "due_at"
    page = page_of(rows, by=order, cursor=request.GET.get("cursor", ""), size=PAGE)
    shown = {"page": page, "rows": project_rows(page.rows, timezone.now()), "typed": query, "is_finished": is_finished}
    return drawn(request, "projects", shown)


@require_safe
@login_required
def project(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one project: all its steps, and what the reader may do."""
    row = get_project(request.user, reference)
    page = project_page(row, timezone.now())
    mine = page.current if page.current and may_finish(request.user, running_of(page)) else None
    may_run_it = may_run(request.user, row.case)
    shown = {"project": row, "case": row.case, "page": page, "mine": mine, "may_run": may_run_it}
    return drawn(request, "project", shown)


def running_of(page) -> Milestone:
    page.current.milestone.project = page.project
    return page.current.milestone


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def finish_step(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """Mark a step done, with words and what shows it."""
    milestone = get_milestone(request.user, reference, code)
    is_party = request.user.role == Role.PARTY
    form = DoneForm(request.POST or None, request.FILES or None, must_prove=is_party)
    if request.method == "POST" and form.is_valid() and finished(request, milestone, form):
        messages.success(request, _("Done. Whoever has the next step was told."))
        return redirect("project", reference)
    return drawn(request, "step", {"milestone": milestone, "form": form, "is_delay": False})


def finished(request: HttpRequest, milestone: Milestone, form: Form) -> bool:
    files = kept_files(request, form, "papers")
    if files is None:
        return False
    try:
        words = form.cleaned_data["words"]
        finish_milestone(milestone=milestone, words=words, by=request.user, at=timezone.now(), files=files)
    except Refusal as refusal:
        for file in files:
            discard_file(stored=file)
        form.add_error(None, refusal.message)
        return False
    return True


def kept_files(request: HttpRequest, form: Form, field: str) -> list[StoredFile] | None:
    """Keep the files of a field; give nothing, and say why beside the field, where one cannot be kept."""
    kept = keep_uploads(uploads=form.cleaned_data[field], by=request.user, at=timezone.now())
    for refusal in kept.refusals:
        form.add_error(field, refusal.message)
    if kept.refusals:
        for file in kept.files:
            discard_file(stored=file)
        return None
    return kept.files


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delay_step(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """Say why a step waits."""
    milestone = get_milestone(request.user, reference, code)
    form = DelayForm(request.POST or None)
    if is_done(request, form, partial(explain_delay, milestone=milestone, by=request.user, at=timezone.now())):
        messages.success(request, _("Kept. The customer reads it on their page."))
        return redirect("project", reference)
    return drawn(request, "step", {"milestone": milestone, "form": form, "is_delay": True})


@require_safe
@login_required
def project_paper(request: HttpRequest, reference: str, file: UUID) -> HttpResponse:
    paper = get_paper(request.user, reference, file)
    return answer_with(request, paper.file)


def drawn(request: HttpRequest, name: str, shown: dict) -> HttpResponse:
    """Draw a page for staff in the desk's face of the house, for partners in the customers'."""
    is_party = request.user.role == Role.PARTY
    facts = {"is_party": is_party, "face": "base.html" if is_party else "desk.html"}
    return render(request, f"repairs/connections/{name}.html", shown | facts)
