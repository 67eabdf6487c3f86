"""A draft of the catalogue: written, compared with what it replaces, published or thrown away."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gasservice.standards.access import get_draft, get_version
from gasservice.standards.actions.drafts import discard_draft, publish_draft, save_draft
from gasservice.standards.forms.services import PageForm, PublishForm, SeenForm, formsets_of
from gasservice.standards.models import ServiceItem
from gasservice.standards.pages import PARTS
from gasservice.standards.queries import changes_between, faults_of, version_replaced_by
from gasservice.web.asking import is_pressed
from gasservice.web.languages import LANGUAGES
from gasservice.web.refusals import Refusal

PLACE = {"place": "office-services"}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a draft as forms, and write it anew; what was typed stays on the page whatever is wrong with it."""
    item = get_version(request.user, pk) if request.method == "POST" else get_draft(request.user, pk)
    form, parts = PageForm(request.POST or None, instance=item), formsets_of(item, request.POST or None)
    if request.method != "POST":
        return draft_page(request, item, form, parts)
    if not all([form.is_valid(), *(formset.is_valid() for formset in parts.values())]):
        return draft_page(request, item, form, parts, status=422)
    typed = {name: formset.parts_typed() for name, formset in parts.items()}
    facts = {"facts": form.facts(), "parts": typed, "fee_codes": form.cleaned_data["fees"]}
    try:
        save_draft(draft=item, seen=form.cleaned_data["revision"], **facts, by=request.user, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        look_again(form, revision=get_version(request.user, pk).revision)
        return draft_page(request, item, form, parts, status=409)
    messages.success(request, _("The draft is saved."))
    return redirect("service-changes" if "compare" in request.POST else "service-draft", pk)


def draft_page(request: HttpRequest, item: ServiceItem, form, parts: dict, status: int = 200) -> HttpResponse:
    kinds = [(kind, parts[kind.name]) for kind in PARTS]
    facts = {"item": item, "form": form, "kinds": kinds, "languages": LANGUAGES.values()}
    return render(request, "standards/office/draft.html", PLACE | facts, status=status)


@require_safe
@login_required
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a version beside the one before it, only what differs."""
    return changes_page(request, get_version(request.user, pk))


def look_again(form: Form, **seen: object) -> None:
    """Let a refused form carry what stands there now: its reader has been shown that it is not what they looked at."""
    form.data = form.data.copy()
    for name, value in seen.items():
        form.data[name] = str(value)


def changes_page(request: HttpRequest, item: ServiceItem, form: PublishForm | None = None) -> HttpResponse:
    former = version_replaced_by(item)
    seen = {"seen": item.revision, "replaces": former.pk if former else None}
    facts = {
        "item": item,
        "former": former,
        "changes": changes_between(former, item),
        "faults": faults_of(item, timezone.localdate()) if item.is_draft else [],
        "form": form or PublishForm(initial=seen),
        "languages": LANGUAGES.values(),
    }
    return render(request, "standards/office/changes.html", PLACE | facts, status=409 if form else 200)


@require_POST
@login_required
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a draft as it was compared; a refusal shows it as it stands now, with the reason as it was typed."""
    item, form = get_version(request.user, pk), PublishForm(request.POST)
    if not form.is_valid():
        return changes_page(request, item, form)
    try:
        publish_draft(draft=item, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.message.split("\n"))
        item, former = get_version(request.user, pk), version_replaced_by(item)
        look_again(form, seen=item.revision, replaces=former.pk if former else "")
        return changes_page(request, item, form)
    messages.success(request, _("Published. The version before it ends on the day before."))
    return redirect("office-service", item.code)


@require_POST
@login_required
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away as it was looked at."""
    item, form = get_draft(request.user, pk), SeenForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else -1
    throw_away = partial(discard_draft, draft=item, seen=seen, by=request.user, at=timezone.now())
    if not is_pressed(request, throw_away, _("The draft is thrown away; what is published stays as it is.")):
        return redirect("service-changes", pk)
    return redirect("office-services")
