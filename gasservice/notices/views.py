"""A user's messages, and how they wish to be told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gasservice.notices.access import get_message
from gasservice.notices.actions import choose_channels, mark_read
from gasservice.notices.forms import PreferenceForm
from gasservice.notices.queries import inbox_of, preference_of


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
