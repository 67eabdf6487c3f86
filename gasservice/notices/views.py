"""A user's messages, how they wish to be told, and the papers that staff hang at doors."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gasservice.notices.access import get_message, get_notice_on_paper, get_round
from gasservice.notices.actions import choose_channels, hang_papers, mark_read
from gasservice.notices.forms import HangForm, PreferenceForm
from gasservice.notices.models import Delivery
from gasservice.notices.printing import door_notices
from gasservice.notices.queries import (
    delivery_progress,
    doors_of,
    doors_on,
    inbox_of,
    notices_on_paper,
    preference_of,
    rounds_of,
    text_for,
)
from gasservice.notices.terms import Channel, DeliveryState


@require_safe
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    page = inbox_of(request.user, request.GET.get("cursor", ""))
    return render(request, "notices/inbox.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a message; opening it by POST, as the inbox does, marks it read."""
    letter = get_message(request.user, pk)
    if request.method == "POST":
        mark_read(message=letter, at=timezone.now())
        return redirect("inbox-message", pk)
    return render(request, "notices/message.html", {"letter": letter, "place": "inbox"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    is_sent = request.method == "POST"  # ticking nothing is an answer too
    form = PreferenceForm(request.POST if is_sent else None, instance=preference_of(request.user))
    if is_sent and form.is_valid():
        choose_channels(**form.cleaned_data, by=request.user)
        messages.success(request, _("We will tell you as you wish."))
        return redirect("notice-preferences")
    return render(request, "notices/preferences.html", {"form": form, "place": "inbox"})


@require_safe
@login_required
def papers(request: HttpRequest) -> HttpResponse:
    page = notices_on_paper(request.user, request.GET.get("cursor", ""))
    return render(request, "notices/papers/papers.html", {"page": page})


@require_safe
@login_required
def papers_of_notice(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_notice_on_paper(request.user, pk)
    facts = {
        "notice": notice,
        "text": text_for(notice.texts.all()),
        "progress": next(row for row in delivery_progress(notice) if row.channel == Channel.PAPER),
        "page": rounds_of(notice, request.GET.get("cursor", "")),
        "crumbs": [(_("Door notices"), reverse("papers"))],
    }
    return render(request, "notices/papers/notice.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def paper_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the doors of a building; take down which of them have their paper now."""
    walk, is_sent = get_round(request.user, pk), request.method == "POST"
    page = doors_on(walk, request.GET.get("cursor", ""))
    waiting = waiting_among(page.rows)
    form = HangForm(request.POST if is_sent else None, of=doors_of(walk), waiting=waiting)
    if is_sent and form.is_valid():
        hung = hang_papers(**form.cleaned_data, by=request.user, at=timezone.now())
        said = ngettext("%d notice hangs.", "%d notices hang.", hung) % hung
        messages.success(request, said if hung else _("It was noted before that these hang."))
        return redirect(request.get_full_path())
    text = text_for(walk.notice.texts.all())
    crumbs = [
        (_("Door notices"), reverse("papers")),
        (text.subject, reverse("papers-of-notice", args=[walk.notice_id])),
    ]
    facts = {"round": walk, "page": page, "waiting": waiting, "form": form, "text": text, "crumbs": crumbs}
    return render(request, "notices/papers/round.html", facts)


@require_safe
@login_required
def print_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Print what waits on this page of a building's doors, or all of it again where nothing waits."""
    walk = get_round(request.user, pk)
    doors = doors_on(walk, request.GET.get("cursor", "")).rows
    sheets = door_notices(walk, waiting_among(doors) or doors, at=timezone.now())
    named = {"Content-Disposition": f'inline; filename="door-notices-{walk.pk}.pdf"'}
    return HttpResponse(sheets, content_type="application/pdf", headers=named)


def waiting_among(papers: list[Delivery]) -> list[Delivery]:
    return [paper for paper in papers if paper.state == DeliveryState.WAITING]
