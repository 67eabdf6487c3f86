"""Sending in what the meter shows, and looking at what is doubtful."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from billing.access import get_account_to_read, get_self_reading
from billing.actions.readings import look_at_reading, send_reading
from billing.forms.readings import LookForm, ReadingForm
from billing.models import SelfReading
from billing.plausibility import volume_since
from billing.queries.readings import known_of, readings_to_look_at
from billing.terms import ASKED_FIRST, Doubt
from gasservice.files.responses import file_response
from gasservice.registry.access import acts_on_premises
from gasservice.web.asking import is_done
from gasservice.web.limits import limit
from gasservice.web.paging import page_of
from gasservice.web.say import say_day, say_number


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit("send-reading", "20/h/user", only_posts=True)
def send(request: HttpRequest, number: str) -> HttpResponse:
    """Take a reading in, and say at once what it comes to."""
    account = get_account_to_read(request.user, number)
    form, kept = ReadingForm(request.POST or None, request.FILES or None), []
    act = partial(send_reading, account=account, by=request.user, at=timezone.now())
    if is_done(request, form, lambda **said: kept.append(act(**said))):
        tone = messages.WARNING if kept[0].doubt else messages.SUCCESS
        messages.add_message(request, tone, answer_to(kept[0]))
        return redirect("gas-account", number)
    crumbs = [(_("My gas"), reverse("my-gas")), (number, reverse("gas-account", args=[number]))]
    meter = account.service_point.meters.filter(removed_on__isnull=True).first()
    facts = {"account": account, "meter": meter, "form": form, "crumbs": crumbs, "place": "my-gas"}
    return render(request, "billing/send_reading.html", facts)


def answer_to(row: SelfReading) -> str:
    """Say what was used since the last reading, and whether that is much or little."""
    known = known_of(row.reading.meter, row.gas_account, row, row.sent_at)
    if known is None:
        return _("Kept. It is the first reading of this meter.")
    if row.doubt in ASKED_FIRST:
        return _("Kept as you read it. One of us looks at it and calls you if anything is unclear.")
    facts = {
        "day": say_day(known.last_on, now=row.sent_at),
        "used": say_number(volume_since(row.reading.index_m3, known)),
    }
    if known.usual_m3 is None:
        return _("Kept: %(used)s m³ since %(day)s.") % facts
    return str(ANSWERS[row.doubt]) % (facts | {"usual": say_number(known.usual_m3)})


ANSWERS = {
    "": gettext_lazy("Kept: %(used)s m³ since %(day)s; the same days a year ago came to %(usual)s m³."),
    Doubt.TOO_HIGH: gettext_lazy(
        "Kept: %(used)s m³ since %(day)s, while the same days a year ago came to %(usual)s m³. Please look at the"
        " figure again; another one sent today takes its place. If it is right and you do not know why, call us."
    ),
    Doubt.TOO_LOW: gettext_lazy(
        "Kept: %(used)s m³ since %(day)s, while the same days a year ago came to %(usual)s m³. If you were away, all"
        " is well; otherwise look at the figure again. Another one sent today takes its place."
    ),
}


@require_safe
@login_required
def to_look_at(request: HttpRequest) -> HttpResponse:
    if not acts_on_premises(request.user):
        raise Http404
    page = page_of(readings_to_look_at(), by="sent_at", cursor=request.GET.get("cursor", ""))
    return render(request, "billing/readings_desk.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a doubtful reading: let it stand, or put the right figure in its place."""
    if not acts_on_premises(request.user):
        raise Http404
    row, form = get_self_reading(request.user, pk), LookForm(request.POST or None)
    if is_done(request, form, partial(look_at_reading, row=row, by=request.user, at=timezone.now())):
        messages.success(request, _("Noted."))
        return redirect("readings-to-look-at")
    known = known_of(row.reading.meter, row.gas_account, row, row.sent_at)
    used = volume_since(row.reading.index_m3, known) if known else None
    crumbs = [(_("Readings to look at"), reverse("readings-to-look-at"))]
    facts = {"row": row, "known": known, "used": used, "form": form, "crumbs": crumbs}
    return render(request, "billing/look_at_reading.html", facts)


@require_safe
@login_required
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    return file_response(get_self_reading(request.user, pk).photo)
