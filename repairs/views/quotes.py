"""The customer's side of a pipe change: papers, and the quote read, accepted or declined."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gasservice.cases.following import get_followed_case, who
from gasservice.cases.models import Case
from gasservice.cases.views.leaks import leak_first
from gasservice.files.actions import keep_uploads
from gasservice.standards.terms import QuoteStop
from gasservice.web.limits import limit
from gasservice.web.refusals import Refusal
from repairs.access import get_pipe_case, is_pipe_change
from repairs.actions.answers import accept_quote, decline_quote
from repairs.actions.pipes import give_papers
from repairs.forms.pipes import PapersForm
from repairs.forms.quotes import AcceptForm, DeclineForm
from repairs.models import PipeChange, Quote
from repairs.queries.accounts import account_of
from repairs.queries.papers import papers_standing, papers_stopping
from repairs.queries.quotes import quotes_of, sheet_of


@limit("papers", "30/h/ip", only_posts=True)
@never_cache
def papers(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the papers that are still needed, or needed again with the reason for it."""
    case = own_case(request, reference)
    change = get_object_or_404(PipeChange.objects.select_related("case"), case=case)
    wanted = [paper for paper in papers_standing(change) if paper.is_wanted]
    form = PapersForm(request.POST or None, request.FILES or None, wanted=wanted)
    if request.method == "POST" and form.is_valid() and given(request, change, form):
        messages.success(request, _("Thank you. We look at them and write to you."))
        return redirect("tracked-case", case.reference)
    asked = [(form[f"paper_{paper.rule.code}"], paper) for paper in wanted]
    return render(request, "repairs/pipes/papers.html", {"case": case, "form": form, "asked": asked, "place": "track"})


def given(request: HttpRequest, change: PipeChange, form: PapersForm) -> bool:
    """Keep the files, each judged by what is in it; one that cannot be kept is named beside its field."""
    now, kept = timezone.now(), {}
    for name, rule in form.rules.items():
        tried = keep_uploads(uploads=form.cleaned_data[name], by=who(request), at=now)
        for refusal in tried.refusals:
            form.add_error(name, refusal.message)
        kept[rule] = tried.files
    if form.errors:
        return False
    try:
        give_papers(change=change, papers=kept, by=who(request), at=now)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


@require_safe
@never_cache
def quote(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    """Show a quote line by line, as it prints; its customer may answer it here."""
    case, is_theirs = case_of_quote(request, reference)
    return render(request, "repairs/pipes/quote.html", quote_facts(case, version, AcceptForm(), is_theirs))


def case_of_quote(request: HttpRequest, reference: str) -> tuple[Case, bool]:
    """Load the case for its customer, or for our people, who read the quote and do not answer it."""
    if request.user.is_authenticated and request.user.works_here:
        return get_pipe_case(request.user, reference), False
    return own_case(request, reference), True


def own_case(request: HttpRequest, reference: str) -> Case:
    case = get_followed_case(request, reference)
    if not is_pipe_change(case):
        raise Http404
    return case


def quote_facts(case: Case, version: int, form: AcceptForm, is_theirs: bool = True) -> dict:
    quotes = list(quotes_of(case))
    quote = next((row for row in quotes if row.version == version and not row.is_draft), None)
    if quote is None:
        raise Http404
    is_good = is_theirs and quote.is_open and timezone.localdate() < quote.valid_until
    change = PipeChange.objects.filter(case=case).first() if is_good and not quote.is_final else None
    missing = papers_stopping(change, QuoteStop.ACCEPTING)
    facts = {"case": case, "quote": quote, "sheet": sheet_of(quote), "account": account_of(case, quotes)}
    return facts | {"form": form, "may_answer": is_good, "missing": missing, "place": "track"}


@limit("answer-quote", "20/h/ip", only_posts=True)
@require_POST
def accept(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    """Accept the quote under one's name."""
    case, asked = own_quote(request, reference, version)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return render(request, "repairs/pipes/quote.html", quote_facts(case, version, form))
    try:
        accept_quote(quote=asked, name=form.cleaned_data["name"], by=who(request), at=timezone.now())
        messages.success(request, _("Accepted. Below stands what to pay and how."))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect("quote", reference, version)


@limit("answer-quote", "20/h/ip", only_posts=True)
@never_cache
@leak_first(lambda request, reference, version: {"told_in": own_case(request, reference)})
def decline(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    """Decline the quote, say why, and whether we should quote again."""
    case, asked = own_quote(request, reference, version)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        facts = {"reason": said["reason"], "wants_another": said["following"] == "another"}
        try:
            decline_quote(quote=asked, name=name_of(request, case), by=who(request), at=timezone.now(), **facts)
            messages.success(request, _("Thank you for telling us why."))
        except Refusal as refusal:
            messages.error(request, refusal.message)
        return redirect("tracked-case", reference)
    return render(request, "repairs/pipes/decline.html", {"case": case, "quote": asked, "form": form, "place": "track"})


def own_quote(request: HttpRequest, reference: str, version: int) -> tuple[Case, Quote]:
    case = own_case(request, reference)
    rows = Quote.objects.shown().select_related("case", "rule")
    return case, get_object_or_404(rows, case=case, version=version)


def name_of(request: HttpRequest, case: Case) -> str:
    """Name who declines: whoever signed in, or the one the case is of."""
    return (request.user.name if request.user.is_authenticated else case.contact_name) or _("The customer")
