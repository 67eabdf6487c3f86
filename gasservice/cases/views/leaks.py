"""A page in between: words that read like a gas leak are answered with what to do before anything else.

Any view that takes what people write is guarded with one line, below its limits:

    @leak_first(lambda request, reference: {"told_in": get_followed_case(request, reference)})
    def write(request, reference): ...

The function is given the request and the view's arguments, and gives the facts of the emergency: the case in which the
leak is told, or columns of a case (`facts_of_user`); None where nothing of this request was written by a customer. It
refuses whoever the view refuses. With `opens=False` the page is shown too, and the emergency is left to the view
(`smells_now`). Nothing typed is lost: the same request comes again, with its files, and is then the view's.
"""

from collections.abc import Callable
from functools import wraps
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gasservice.cases.actions.drafting import begin_draft, discard_draft, stage_photos
from gasservice.cases.actions.filing import LEAK, Filed
from gasservice.cases.actions.leaks import report_leak
from gasservice.cases.following import follow, get_draft, remember_draft, who
from gasservice.cases.forms.answers import LEAK_NOW
from gasservice.cases.forms.filing import at_account
from gasservice.cases.models import Draft
from gasservice.cases.terms import ChannelIn
from gasservice.registry.models import Customer
from gasservice.registry.queries import accounts_of
from gasservice.standards.leaks import reads_like_leak
from gasservice.web.languages import language_named
from gasservice.web.refusals import Refusal

ASKED = ("leak", "leak_token", "leak_files", "csrfmiddlewaretoken")
SIGNER = Signer(salt="leak told in a form")


def leak_first(facts_of: Callable[..., dict | None], *, opens: bool = True) -> Callable:
    """Guard a view: a leak is answered first, and one that smells now is an emergency before the view acts."""

    def guard(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            told = leaks_told(request) if request.method == "POST" else []
            facts = facts_of(request, *args, **kwargs) if told else None
            if facts is None:
                return view(request, *args, **kwargs)
            if "leak" not in request.POST:
                return ask_first(request)
            bring_back_files(request)
            if not opens or not smells_now(request):
                return view(request, *args, **kwargs)
            return after_emergency(request, "\n".join(told), facts, lambda: view(request, *args, **kwargs))

        return guarded

    return guard


def leaks_told(request: HttpRequest) -> list[str]:
    """Give those of the words sent that read like a leak."""
    words = [value for name, values in request.POST.lists() if name not in ASKED for value in values]
    return [text for text in words if reads_like_leak(text)]


def smells_now(request: HttpRequest) -> bool:
    """Whether somebody has said, asked back, that it smells of gas now."""
    return request.POST.get("leak") == LEAK_NOW


def ask_first(request: HttpRequest) -> HttpResponse:
    """Say what to do, and ask whether it smells of gas now; all that was sent comes along."""
    draft = put_by(request) if request.FILES else None
    kept = [(name, value) for name, values in request.POST.lists() if name not in ASKED for value in values]
    facts = {"kept": kept, "token": SIGNER.sign(str(uuid4())), "files": draft.submission if draft else ""}
    user = request.user
    face = "desk.html" if user.is_authenticated and user.works_here else "base.html"
    return render(request, "cases/leak_first.html", facts | {"face": face})


def put_by(request: HttpRequest) -> Draft:
    """Keep the files that were sent along as a draft keeps them: for its browser only, and for a week."""
    now = timezone.now()
    draft = begin_draft(door=LEAK.door, kind_code=LEAK.code, at=now)
    remember_draft(request, draft)
    for name, uploads in request.FILES.lists():
        stage_photos(draft=draft, uploads=uploads, by=who(request), at=now, field=name)
    return draft


def bring_back_files(request: HttpRequest) -> None:
    """Put the files that were kept back among those of the request, as if they had just been sent."""
    if not request.POST.get("leak_files"):
        return
    try:
        draft = get_draft(request, UUID(request.POST["leak_files"]))
    except (Http404, ValueError):
        return
    for photo in draft.photos.select_related("file").order_by("pk"):
        with photo.file.file.open("rb") as body:
            sent = SimpleUploadedFile(photo.file.original_name, body.read(), photo.file.content_type)
        request.FILES.appendlist(photo.field, sent)
    discard_draft(draft=draft)


def after_emergency(request: HttpRequest, words: str, facts: dict, do: Callable[[], HttpResponse]) -> HttpResponse:
    """Open the emergency, then let the view do what was asked; whatever becomes of that, the emergency stands."""
    try:
        filed = open_emergency(request, words, facts)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return do()
    reference = filed.case.reference
    said = _("We know of the leak and send somebody now: emergency %(number)s.") % {"number": reference}
    messages.success(request, said)
    response = do()
    if response.status_code != 302:
        return response
    by_staff = request.user.is_authenticated and request.user.works_here
    return redirect("read-back" if by_staff else "case-filed", reference)


def open_emergency(request: HttpRequest, words: str, facts: dict) -> Filed:
    by_staff = request.user.is_authenticated and request.user.works_here
    channel = ChannelIn.PHONE if by_staff else ChannelIn.WEB
    filed = report_leak(
        words=words, submission=token_of(request), by=who(request), at=timezone.now(), **{"channel": channel} | facts
    )
    if not by_staff:
        follow(request, filed.case)
    return filed


def token_of(request: HttpRequest) -> UUID:
    """Read the mark that makes two presses one emergency; only one that we gave counts."""
    try:
        return UUID(SIGNER.unsign(request.POST.get("leak_token", "")))
    except BadSignature:
        return uuid4()


def facts_of_user(request: HttpRequest, *args, **kwargs) -> dict[str, object]:
    """Give what we know of somebody signed in who writes outside any case: how to reach them, and where they live."""
    user = request.user
    account = next(iter(accounts_of(user, timezone.localdate())), None)
    return {
        "contact_name": user.name,
        "contact_phone": user.phone,
        "contact_email": user.email or "",
        "language": language_named(get_language()).code,
        "customer": Customer.objects.filter(user=user).first(),
        **(at_account(account) if account else {}),
    }
