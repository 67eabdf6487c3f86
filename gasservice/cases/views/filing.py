"""Filing a case through a door, a page at a time; what is typed is kept from the first page on."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gasservice.cases.actions.drafting import begin_draft, change_kind, keep_typed
from gasservice.cases.following import began, follow, get_draft, remember_draft, who
from gasservice.cases.forms.answers import DETAILS, LEAK_NOW, Answers
from gasservice.cases.models import Case, Draft
from gasservice.cases.queries.promised import promises_for
from gasservice.cases.terms import ChannelIn
from gasservice.cases.views.staging import file_fields, keep_files, shown, take_out
from gasservice.standards.leaks import reads_like_leak
from gasservice.standards.models import CaseKind
from gasservice.standards.queries import kinds_offered, kinds_told, page_asked_by
from gasservice.web.limits import limit


@require_safe
def kinds(request: HttpRequest, door: str) -> HttpResponse:
    """Ask what it is about, in the customer's words; who comes from a page about one kind is not asked again."""
    told = list(kinds_told(door, timezone.localdate()))
    offered = [kind for kind in told if kind.can_be_filed]
    asked_for = next((kind for kind in offered if kind.code == request.GET.get("kind")), None)
    if asked_for and is_alone(asked_for, offered):
        return redirect("file-kind", door=door, kind_code=asked_for.code)
    first = [kind for kind in told if not kind.can_be_filed]
    facts = {"door": door, "kinds": offered, "told_by_telephone": first, "place": "file-case"}
    return render(request, "cases/filing/kinds.html", facts)


def is_alone(kind: CaseKind, offered: list[CaseKind]) -> bool:
    """Whether no other kind of this door stands behind the same page of the catalogue."""
    return all(other == kind or other.service_code != kind.service_code for other in offered)


@limit("file", "30/h/ip", only_posts=True)
def kind(request: HttpRequest, door: str, kind_code: str) -> HttpResponse:
    """Give the published answer; who is not helped by it goes on. What is told by telephone has no form behind it."""
    chosen = get_object_or_404(kinds_told(door, timezone.localdate()), code=kind_code)
    if not chosen.can_be_filed:
        return render(request, "cases/filing/call_first.html", {"door": door})
    if request.method == "POST":
        draft = begin_draft(door=door, kind_code=kind_code, at=timezone.now())
        remember_draft(request, draft)
        return redirect(to_step(draft, "what"))
    facts = {"door": door, "kind": chosen, "page": page_asked_by(chosen, timezone.localdate())}
    return render(request, "cases/filing/kind.html", facts)


def other_kind(request: HttpRequest, door: str, submission: UUID) -> HttpResponse:
    """Let the customer say that it is about something else; nothing typed is lost."""
    draft = draft_here(request, door, submission)
    offered = kinds_offered(door, timezone.localdate())
    if request.method == "POST":
        chosen = get_object_or_404(offered, code=request.POST.get("kind", ""))
        change_kind(draft=draft, kind_code=chosen.code, at=timezone.now())
        return redirect(to_step(draft, "what"))
    return render(request, "cases/filing/other_kind.html", {"draft": draft, "kinds": offered})


def page(request: HttpRequest, door: str, submission: UUID, step: str, questions: Callable) -> HttpResponse:
    """Show one page of the form; whatever is posted is kept before it is judged."""
    draft = draft_here(request, door, submission)
    answers = answers_of(request, draft, questions)
    if step not in answers.steps:
        raise Http404
    form = answers.form(step)
    if request.method == "POST":
        before, asked = dict(draft.typed), set(form.fields)
        keep_typed(draft=draft, typed=typed_in(request, form), at=timezone.now())
        if "remove_photo" in request.POST:
            return redirect(f"{to_step(draft, step)}#id_{take_out(request, draft)}")
        if "find" in request.POST:
            return redirect(f"{to_step(draft, step)}#id_place_query")
        form = answers.form(step, request.POST, request.FILES)
        is_kept = keep_files(request, draft, form)
        if is_leak_untold(draft, before):
            return redirect(to_leak(draft))
        if following := after_step(answers, form, step, asked) if is_kept else "":
            return redirect(following)
    return render(request, template_of(answers, step), page_facts(answers, form, step))


def template_of(answers: Answers, step: str) -> str:
    return answers.questions.template if step == DETAILS else f"cases/filing/{step}.html"


def page_facts(answers: Answers, form: Form, step: str) -> dict:
    at = answers.steps.index(step)
    return {
        "draft": answers.draft,
        "kind": answers.kind,
        "form": form,
        "questions": questions_on(form, answers.staged() if file_fields(form) else {}),
        "steps": answers.titles(),
        "current": at + 1,
        "back_url": to_step(answers.draft, answers.steps[at - 1]) if at else "",
        "place": "file-case",
    }


def questions_on(form: Form, staged: dict) -> dict[str, dict]:
    """Give each field of a page with what was uploaded for it so far."""
    files = file_fields(form)
    photos = {name: [shown(photo) for photo in staged.get(name, [])] for name in files}
    return {name: {"field": form[name], "is_file": name in files, "photos": photos.get(name)} for name in form.fields}


def after_step(answers: Answers, form: Form, step: str, asked: set[str]) -> str:
    """Give the address after a page; nothing when the page stands as it is, with what is wrong in it.

    A page of a door's own that asks something new, because of what was just answered, is shown again.
    """
    new = [name for name in form.fields if name not in asked] if step == DETAILS else []
    if new:
        return f"{to_step(answers.draft, step)}#{form.anchor or f'id_{new[0]}'}"
    if not form.is_valid():
        return ""
    if step == DETAILS and form.turns_to():
        return form.turns_to()
    following = answers.steps.index(step) + 1
    return to_step(answers.draft, answers.steps[following]) if answers.steps[following:] else to_check(answers.draft)


def is_leak_untold(draft: Draft, before: dict) -> bool:
    """Whether something reads like a leak that was not asked about; `before` is what was typed until now."""
    said = draft.typed.get("leak")
    new = [text for name, text in draft.typed.items() if said is None or before.get(name) != text]
    return said != LEAK_NOW and any(isinstance(text, str) and reads_like_leak(text) for text in new)


def leak(request: HttpRequest, door: str, submission: UUID, questions: Callable) -> HttpResponse:
    """Say what to do about a leak before anything else; then go on with the form."""
    draft = draft_here(request, door, submission)
    if request.method == "POST":
        said = LEAK_NOW if request.POST.get("leak") == LEAK_NOW else "past"
        keep_typed(draft=draft, typed={"leak": said}, at=timezone.now())
        return redirect(to_untouched(answers_of(request, draft, questions)))
    return render(request, "cases/filing/leak.html", {"draft": draft})


def to_untouched(answers: Answers) -> str:
    """Give the first page on which nothing was typed yet, or the last one."""
    typed = answers.draft.typed.keys()
    untouched = next((step for step in answers.steps if not typed & answers.form(step).fields.keys()), None)
    return to_step(answers.draft, untouched) if untouched else to_check(answers.draft)


@limit("send", "20/h/ip", only_posts=True)
def check(request: HttpRequest, door: str, submission: UUID, send: Callable, questions: Callable) -> HttpResponse:
    """Show all answers with our promise; a press on Send makes one case, however often it is pressed."""
    if began(request, submission) and (sent := Case.objects.filter(submission=submission).first()):
        return redirect("case-filed", sent.reference)
    draft, now = draft_here(request, door, submission), timezone.now()
    if is_leak_untold(draft, draft.typed):
        return redirect(to_leak(draft))
    answers = answers_of(request, draft, questions)
    pages = answers.checked()
    if wrong := answers.first_wrong(pages):
        messages.warning(request, _("Something is still missing on this page."))
        return redirect(to_step(draft, wrong))
    if request.method == "POST":
        filed = send(draft=draft, kind=answers.kind, by=who(request), at=now, **told(answers, pages))
        follow(request, filed.case)
        return redirect("case-filed", filed.case.reference)
    return render(request, "cases/filing/check.html", check_facts(draft, answers, pages, now))


def told(answers: Answers, pages: dict[str, Form]) -> dict[str, dict]:
    """Give what a door's `send` is told: the story, the door's own answers, and the columns of the case."""
    facts = answers.facts(pages) | {"channel": ChannelIn.WEB}
    return {"what": pages["what"].cleaned_data, "details": answers.details(pages), "facts": facts}


def check_facts(draft: Draft, answers: Answers, pages: dict[str, Form], now) -> dict:
    rows = [(name, value, url_of(draft, place)) for name, value, place in answers.rows(pages)]
    promises = promises_for(answers.kind, answers.facts(pages)["priority"], now)
    titles = answers.titles()
    return {
        "draft": draft,
        "rows": rows,
        "promises": promises,
        "steps": titles,
        "current": len(titles),
        "back_url": to_step(draft, "you"),
        "place": "file-case",
    }


def url_of(draft: Draft, place: str) -> str:
    if place == "kind":
        return reverse("file-other-kind", kwargs={"door": draft.door, "submission": draft.submission})
    return to_step(draft, place)


def draft_here(request: HttpRequest, door: str, submission: UUID) -> Draft:
    draft = get_draft(request, submission)
    if draft.door != door:
        raise Http404
    return draft


def answers_of(request: HttpRequest, draft: Draft, questions: Callable) -> Answers:
    today = timezone.localdate()
    kind: CaseKind = get_object_or_404(kinds_offered(draft.door, today), code=draft.kind_code)
    return Answers.of(draft, kind, request.user, today, questions(kind))


def typed_in(request: HttpRequest, form: Form) -> dict[str, object]:
    """Read what was typed as it was typed: a list where several may be chosen."""
    fields = {name: field.widget for name, field in form.fields.items() if name not in file_fields(form)}
    chosen = {name for name, widget in fields.items() if getattr(widget, "allow_multiple_selected", False)}
    return {name: request.POST.getlist(name) if name in chosen else request.POST.get(name, "") for name in fields}


def to_step(draft: Draft, step: str) -> str:
    return reverse("file-step", kwargs={"door": draft.door, "submission": draft.submission, "step": step})


def to_leak(draft: Draft) -> str:
    return reverse("file-leak", kwargs={"door": draft.door, "submission": draft.submission})


def to_check(draft: Draft) -> str:
    return reverse("file-check", kwargs={"door": draft.door, "submission": draft.submission})
