"""The customer's side of a case: follow it, write, take it back, say that it is not solved."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gasservice.cases.access import get_tracked_case, visible_to
from gasservice.cases.actions.customer import customer_writes, say_not_solved, withdraw_case
from gasservice.cases.actions.survey import rate_case
from gasservice.cases.following import follow, get_draft, get_followed_case, who
from gasservice.cases.forms.surveys import ScoreForm
from gasservice.cases.forms.tracking import NotSolvedForm, TrackForm, WriteForm
from gasservice.cases.models import Attachment, Case
from gasservice.cases.panels import shown_to_customer
from gasservice.cases.queries.tracked import invitation_open, tracked_page
from gasservice.cases.secrets import secret_for
from gasservice.cases.views.leaks import leak_first
from gasservice.files.actions import keep_uploads
from gasservice.files.models import StoredFile
from gasservice.files.responses import file_response, thumbnail_response
from gasservice.web.limits import limit
from gasservice.web.qr import qr_of
from gasservice.web.refusals import Refusal


@limit("track", "20/m/ip", only_posts=True)
def track(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; the number alone opens nothing."""
    form = TrackForm(request.POST or None, initial={"reference": request.GET.get("number", "")})
    if request.method == "POST" and form.is_valid():
        try:
            case = get_tracked_case(form.cleaned_data["reference"], form.cleaned_data["secret"])
        except Http404:
            form.add_error(None, _("Number and code do not belong together. Look at both again, or call us."))
        else:
            follow(request, case)
            return redirect("tracked-case", case.reference)
    return render(request, "cases/tracking/track.html", {"form": form})


@limit("track-link", "30/m/ip")
@require_safe
@never_cache
def track_link(request: HttpRequest, reference: str, secret: str) -> HttpResponse:
    """Open a case by its link; it may be opened as often as one likes."""
    case = get_tracked_case(reference, secret)
    follow(request, case)
    return redirect("tracked-case", case.reference)


def told_in(request: HttpRequest, reference: str) -> dict[str, Case]:
    return {"told_in": get_followed_case(request, reference)}


@never_cache
@leak_first(told_in)
def tracked_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a case to its customer, and take what they write."""
    case = case_or_track(request, reference)
    if case is None:
        return redirect(f"{reverse('track')}?number={reference}")
    form = WriteForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and write(request, case, form):
        messages.success(request, _("Sent. We see it at once."))
        return redirect("tracked-case", case.reference)
    now = timezone.now()
    page, doors = tracked_page(case, now), shown_to_customer(case, now)
    shown = {"page": page, "panels": doors.panels, "booking_url": doors.booking_url, "now": now}
    return render(request, "cases/tracking/case.html", shown | {"case": case, "form": form, "place": "track"})


def write(request: HttpRequest, case: Case, form: WriteForm) -> bool:
    now = timezone.now()
    kept = keep_uploads(uploads=form.cleaned_data["photos"], by=who(request), at=now)
    for refusal in kept.refusals:
        form.add_error("photos", refusal.message)
    if kept.refusals:
        return False
    try:
        customer_writes(case=case, words=form.cleaned_data["body"], by=who(request), at=now, files=kept.files)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


@require_safe
@never_cache
def filed(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that we have it: the number, the link and what happens next."""
    case = get_followed_case(request, reference)
    secret = secret_for(case.submission)
    link = settings.SITE_URL + reverse("track-link", args=[case.reference, secret])
    facts = {"case": case, "secret": secret, "link": link, "qr": qr_of(link)}
    return render(request, "cases/tracking/filed.html", facts | {"page": tracked_page(case, timezone.now())})


@require_POST
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    return act(request, reference, lambda case, now: withdraw_case(case=case, by=who(request), at=now))


@require_POST
@leak_first(told_in)
def not_solved(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the case up again: the customer says that it is not solved."""
    form = NotSolvedForm(request.POST)
    form.is_valid()
    because = form.cleaned_data["because"]
    return act(
        request, reference, lambda case, now: say_not_solved(case=case, because=because, by=who(request), at=now)
    )


@require_POST
@leak_first(told_in)
def rate_here(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the rating from the case's own page; the mailed link does the same."""
    form = ScoreForm(request.POST)

    def rate(case: Case, now) -> None:
        invitation = invitation_open(case, now)
        if invitation and form.is_valid():
            rate_case(invitation=invitation, at=now, **form.cleaned_data)
            messages.success(request, _("Thank you. You may change your mind for 14 days, on this same page."))

    return act(request, reference, rate)


def act(request: HttpRequest, reference: str, do) -> HttpResponse:
    case = get_followed_case(request, reference)
    try:
        do(case, timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect("tracked-case", case.reference)


@require_safe
def case_file(request: HttpRequest, file: UUID) -> HttpResponse:
    """Give a photo to whoever may read the case it belongs to."""
    attachment = get_object_or_404(Attachment.objects.select_related("file", "message__case"), file=file)
    case = attachment.message.case
    if not visible_to(request.user).filter(pk=case.pk).exists():
        get_followed_case(request, case.reference)
    return answer_with(request, attachment.file)


@require_safe
def draft_photo(request: HttpRequest, submission: UUID, file: UUID) -> HttpResponse:
    photo = get_object_or_404(get_draft(request, submission).photos.select_related("file"), file=file)
    return thumbnail_response(photo.file)


def answer_with(request: HttpRequest, stored: StoredFile) -> HttpResponse:
    return thumbnail_response(stored) if request.GET.get("size") == "small" else file_response(stored)


def case_or_track(request: HttpRequest, reference: str) -> Case | None:
    """Load the case; a browser that does not know it is asked for the code, whether or not there is such a case."""
    try:
        return get_followed_case(request, reference)
    except Http404:
        if request.method == "POST" or request.user.is_authenticated:
            raise
        return None
