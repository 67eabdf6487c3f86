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

from gasservice.cases.actions.drafting import begin_draft, change_kind, keep_typed, remove_photo, stage_photos
from gasservice.cases.following import began, follow, get_draft, remember_draft, who
from gasservice.cases.forms.answers import LEAK_NOW, STEPS, Answers
from gasservice.cases.models import Case, Draft
from gasservice.cases.queries.promised import promises_for
from gasservice.cases.terms import ChannelIn
from gasservice.standards.leaks import reads_like_leak
from gasservice.standards.models import CaseKind
from gasservice.standards.queries import kinds_offered
from gasservice.web.limits import limit
from gasservice.web.refusals import Refusal


@require_safe
def kinds(request: HttpRequest, door: str) -> HttpResponse:
    """Ask what it is about, in the customer's words; who comes from a page about one kind is not asked again."""
    offered = list(kinds_offered(door, timezone.localdate()))
    asked_for = next((kind for kind in offered if kind.code == request.GET.get("kind")), None)
    if asked_for and is_alone(asked_for, offered):
        return redirect("file-kind", door=door, kind_code=asked_for.code)
    return render(request, "cases/filing/kinds.html", {"door": door, "kinds": offered, "place": "file-case"})


def is_alone(kind: CaseKind, offered: list[CaseKind]) -> bool:
    """Whether no other kind of this door stands behind the same page of the catalogue."""
    return all(other == kind or other.service_code != kind.service_code for other in offered)


@limit("file", "30/h/ip", only_posts=True)
def kind(request: HttpRequest, door: str, kind_code: str) -> HttpResponse:
    """Give the published answer; who is not helped by it goes on."""
    chosen = get_object_or_404(kinds_offered(door, timezone.localdate()), code=kind_code)
    if request.method == "POST":
        draft = begin_draft(door=door, kind_code=kind_code, at=timezone.now())
        remember_draft(request, draft)
        return redirect(to_step(draft, "what"))
    return render(request, "cases/filing/kind.html", {"door": door, "kind": chosen})


def other_kind(request: HttpRequest, door: str, submission: UUID) -> HttpResponse:
    """Let the customer say that it is about something else; nothing typed is lost."""
    draft = draft_here(request, door, submission)
    offered = kinds_offered(door, timezone.localdate())
    if request.method == "POST":
        chosen = get_object_or_404(offered, code=request.POST.get("kind", ""))
        change_kind(draft=draft, kind_code=chosen.code, at=timezone.now())
        return redirect(to_step(draft, "what"))
    return render(request, "cases/filing/other_kind.html", {"draft": draft, "kinds": offered})


def page(request: HttpRequest, door: str, submission: UUID, step: str) -> HttpResponse:
    """Show one page of the form; whatever is posted is kept before it is judged."""
    if step not in STEPS:
        raise Http404
    draft = draft_here(request, door, submission)
    answers = answers_of(request, draft)
    form = answers.form(step)
    if request.method == "POST":
        keep_typed(draft=draft, typed=typed_in(request, form), at=timezone.now())
        if "remove_photo" in request.POST:
            remove_photo(photo=get_object_or_404(draft.photos, pk=request.POST["remove_photo"]))
            return redirect(f"{to_step(draft, step)}#id_photos")
        if "find" in request.POST:
            return redirect(f"{to_step(draft, step)}#id_place_query")
        form = answers.form(step, request.POST, request.FILES)
        if keep_photos(request, draft, form) and form.is_valid():
            return redirect(after_step(request, draft, step))
    return render(request, f"cases/filing/{step}.html", page_facts(request, draft, answers, form, step))


def page_facts(request: HttpRequest, draft: Draft, answers: Answers, form: Form, step: str) -> dict:
    photos = draft.photos.select_related("file").order_by("pk") if step == "what" else []
    at = STEPS.index(step)
    return {
        "draft": draft,
        "kind": answers.kind,
        "form": form,
        "photos": [shown(photo) for photo in photos],
        "steps": step_titles(),
        "current": at + 1,
        "back_url": to_step(draft, STEPS[at - 1]) if at else "",
        "place": "file-case",
    }


def shown(photo) -> dict[str, object]:
    size = f"{max(1, photo.file.size // 1024)} kB"
    url = reverse("draft-photo", args=[photo.draft.submission, photo.file_id])
    return {"id": photo.pk, "thumbnail_url": url, "name": photo.file.original_name, "words": size}


def step_titles() -> list[str]:
    return [_("What happened"), _("Where"), _("About you"), _("Check and send")]


def keep_photos(request: HttpRequest, draft: Draft, form: Form) -> bool:
    """Keep the photos that can be kept, and say of the others why not."""
    if "photos" not in form.fields or not request.FILES.getlist("photos"):
        return True
    form.full_clean()
    if "photos" in form.errors:
        return False
    uploads = form.cleaned_data["photos"]
    try:
        refusals = stage_photos(draft=draft, uploads=uploads, by=who(request), at=timezone.now()).refusals
    except Refusal as refusal:
        refusals = [refusal]
    for refusal in refusals:
        form.add_error("photos", refusal.message)
    return not refusals


def after_step(request: HttpRequest, draft: Draft, step: str) -> str:
    if step == "what" and "leak" not in draft.typed and reads_like_leak(draft.typed.get("story", "")):
        return reverse("file-leak", kwargs={"door": draft.door, "submission": draft.submission})
    following = STEPS.index(step) + 1
    return to_step(draft, STEPS[following]) if following < len(STEPS) else to_check(draft)


def leak(request: HttpRequest, door: str, submission: UUID) -> HttpResponse:
    """Say what to do about a leak before anything else; then go on with the form."""
    draft = draft_here(request, door, submission)
    if request.method == "POST":
        said = LEAK_NOW if request.POST.get("leak") == LEAK_NOW else "past"
        keep_typed(draft=draft, typed={"leak": said}, at=timezone.now())
        return redirect(to_step(draft, "where"))
    return render(request, "cases/filing/leak.html", {"draft": draft})


@limit("send", "20/h/ip", only_posts=True)
def check(request: HttpRequest, door: str, submission: UUID, send: Callable) -> HttpResponse:
    """Show all answers with our promise; a press on Send makes one case, however often it is pressed."""
    if began(request, submission) and (sent := Case.objects.filter(submission=submission).first()):
        return redirect("case-filed", sent.reference)
    draft, now = draft_here(request, door, submission), timezone.now()
    answers = answers_of(request, draft)
    pages = answers.checked()
    wrong = next((step for step in STEPS if not pages[step].is_valid()), None)
    if wrong:
        messages.warning(request, _("Something is still missing on this page."))
        return redirect(f"{to_step(draft, wrong)}")
    if request.method == "POST":
        facts = answers.facts(pages) | {"channel": ChannelIn.WEB}
        what = pages["what"].cleaned_data
        filed = send(draft=draft, kind=answers.kind, what=what, facts=facts, by=who(request), at=now)
        follow(request, filed.case)
        return redirect("case-filed", filed.case.reference)
    return render(request, "cases/filing/check.html", check_facts(draft, answers, pages, now))


def check_facts(draft: Draft, answers: Answers, pages: dict[str, Form], now) -> dict:
    rows = [(name, value, url_of(draft, place)) for name, value, place in answers.rows(pages)]
    promises = promises_for(answers.kind, answers.facts(pages)["priority"], now)
    return {
        "draft": draft,
        "rows": rows,
        "promises": promises,
        "steps": step_titles(),
        "current": 4,
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


def answers_of(request: HttpRequest, draft: Draft) -> Answers:
    today = timezone.localdate()
    kind: CaseKind = get_object_or_404(kinds_offered(draft.door, today), code=draft.kind_code)
    return Answers.of(draft, kind, request.user, today)


def typed_in(request: HttpRequest, form: Form) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in form.fields if name != "photos"}


def to_step(draft: Draft, step: str) -> str:
    return reverse("file-step", kwargs={"door": draft.door, "submission": draft.submission, "step": step})


def to_check(draft: Draft) -> str:
    return reverse("file-check", kwargs={"door": draft.door, "submission": draft.submission})
