"""Building a quote or a final bill at the desk from the fee table."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gasservice.cases.models import Case
from gasservice.web.refusals import Refusal
from repairs.access import get_pipe_case
from repairs.actions.quotes import begin_quote, choose_discounts, drop_line, put_line, send_quote
from repairs.actions.statements import begin_final_bill, issue_final_bill
from repairs.forms.quotes import DiscountsForm, LineForm, SendForm
from repairs.models import Quote
from repairs.queries.quotes import sheet_of

BEGIN = {"quote": begin_quote, "bill": begin_final_bill}


@require_POST
def begin(request: HttpRequest, reference: str, what: str) -> HttpResponse:
    """Begin a quote or a final bill; one that is being made is gone on with."""
    case = get_pipe_case(request.user, reference, to_work=True)
    try:
        quote = BEGIN[what](case=case, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("pipe-desk", reference)
    return redirect("build-quote", reference, quote.version)


def build(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    """Show the quote that is being made; a POST puts a line in, and htmx gets only the sheet."""
    case, quote = quote_here(request, reference, version)
    form = LineForm(request.POST or None, quote=quote)
    if request.method == "POST" and form.is_valid() and put(request, quote, form) and not request.htmx:
        return redirect("build-quote", reference, version)
    return render(request, builder_template(request), builder_facts(case, quote, form))


def put(request: HttpRequest, quote: Quote, form: LineForm) -> bool:
    try:
        put_line(quote=quote, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    return True


def builder_template(request: HttpRequest) -> str:
    return (
        "repairs/pipes/sheet_and_form.html" if request.htmx and not request.htmx.boosted else "repairs/pipes/build.html"
    )


def builder_facts(case: Case, quote: Quote, form: Form) -> dict:
    quote.refresh_from_db()
    sheet = sheet_of(quote)
    chosen = DiscountsForm(quote=quote, initial={"rules": [row.rule_id for row in sheet.discounts]})
    facts = {"case": case, "quote": quote, "sheet": sheet, "form": form, "discounts_form": chosen}
    drop_url = reverse("drop-line", args=[case.reference, quote.version])
    return facts | {"send_form": SendForm(), "drop_url": drop_url, "place": "desk-queue"}


@require_POST
def drop(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    """Take a line out again."""
    _case, quote = quote_here(request, reference, version)
    line = request.POST.get("line", "")
    return done(
        request, quote, lambda: drop_line(quote=quote, line=int(line) if line.isdecimal() else 0, by=request.user)
    )


@require_POST
def discounts(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    """Apply the discounts whose condition is met."""
    _case, quote = quote_here(request, reference, version)
    form = DiscountsForm(request.POST, quote=quote)
    rules = form.cleaned_data["rules"] if form.is_valid() else []
    return done(request, quote, lambda: choose_discounts(quote=quote, rules=rules))


@require_POST
def send(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    """Send the quote, or the final bill."""
    case, quote = quote_here(request, reference, version)
    form = SendForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    facts = {"by": request.user, "at": timezone.now()}
    try:
        if quote.is_final:
            issue_final_bill(bill=quote, **facts)
        else:
            send_quote(quote=quote, words=words, **facts)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("build-quote", reference, version)
    messages.success(request, _("Sent to the customer."))
    return redirect("pipe-desk", case.reference)


def done(request: HttpRequest, quote: Quote, do) -> HttpResponse:
    try:
        do()
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect("build-quote", quote.case.reference, quote.version)


def quote_here(request: HttpRequest, reference: str, version: int) -> tuple[Case, Quote]:
    """Load a version of a case's quote that is still being made."""
    case = get_pipe_case(request.user, reference, to_work=True)
    rows = Quote.objects.select_related("case", "rule").filter(state="draft")
    return case, get_object_or_404(rows, case=case, version=version)
