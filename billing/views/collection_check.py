"""Who comes to collect? The customer's page, without signing in: number and code of a visit, and what one may do."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from billing.actions.collection_doors import check_collector, complain_of_collection, refuse_collection
from billing.collecting import word_of
from billing.forms.collection import BecauseForm, CheckForm, ComplaintForm
from billing.models import CollectionVisit
from billing.queries.collection import owed_at_door, visit_named
from gasservice.cases.following import follow, who
from gasservice.files.responses import file_response
from gasservice.standards.queries import collection_rule_on
from gasservice.web.asking import is_done
from gasservice.web.limits import limit

CHECKED = "checked_collection"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limit("check-collector-day", "60/d/ip", only_posts=True)
@limit("check-collector", "10/m/ip", only_posts=True)
def check(request: HttpRequest) -> HttpResponse:
    """Ask for number and code of a visit."""
    form = CheckForm(request.POST or None, initial={"reference": request.GET.get("visit", "")})
    found: list[CollectionVisit] = []
    ask = partial(check_collector, at=timezone.now())
    if is_done(request, form, lambda **said: found.append(ask(**said))):
        request.session[CHECKED] = [found[0].reference, found[0].code_hash]
        return redirect("collection-visit")
    rule = collection_rule_on(timezone.localdate())
    return render(request, "billing/collection/check.html", {"form": form, "rule": rule})


def checked_visit(request: HttpRequest) -> CollectionVisit:
    """Give the visit whose code this browser has shown, while the code serves; a newer code shuts it out."""
    reference, code_hash = request.session.get(CHECKED, ["", ""])
    visit = visit_named(reference, timezone.now()).filter(code_hash=code_hash).first() if reference else None
    if visit is None:
        raise Http404
    return visit


@require_safe
@never_cache
def visit(request: HttpRequest) -> HttpResponse:
    """Show who comes, when, and what is owed now."""
    row = checked_visit(request)
    owed = owed_at_door(row.gas_account, row.tenure, timezone.localdate())
    facts = {"visit": row, "owed": owed, "word": word_of(row.code_hash)}
    return render(request, "billing/collection/visit.html", facts)


@require_safe
@never_cache
def photo(request: HttpRequest) -> HttpResponse:
    """Show the photo on the card of whoever comes."""
    return file_response(checked_visit(request).collector.photo)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limit("refuse-collection", "10/h/ip", only_posts=True)
def refuse(request: HttpRequest) -> HttpResponse:
    """Say that one wants no visit."""
    row, form = checked_visit(request), BecauseForm(request.POST or None)
    if is_done(request, form, partial(refuse_collection, visit=row, by=who(request), at=timezone.now())):
        messages.success(request, _("Nobody comes. The collector is told."))
        return redirect("collection-visit")
    facts = {
        "visit": row,
        "form": form,
        "title": _("I want no visit"),
        "words": _("It costs you nothing and changes nothing of what is owed. You can always pay another way."),
        "action": _("Call the visit off"),
        "crumbs": crumbs_to(row),
    }
    return render(request, "billing/collection/say.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limit("complain-of-collection", "10/h/ip", only_posts=True)
def complain(request: HttpRequest) -> HttpResponse:
    """Complain of a visit; whoever comes never sees it."""
    row, form, filed = checked_visit(request), ComplaintForm(request.POST or None), []
    act = partial(complain_of_collection, visit=row, by=who(request), at=timezone.now())
    if is_done(request, form, lambda **said: filed.append(act(**said))):
        follow(request, filed[0].case)
        return redirect("tracked-case", filed[0].case.reference)
    facts = {
        "visit": row,
        "form": form,
        "title": _("Complain of this visit"),
        "words": _("Whoever came is named in your complaint. They see nothing of it and do not answer it."),
        "action": _("Send it"),
        "crumbs": crumbs_to(row),
    }
    return render(request, "billing/collection/say.html", facts)


def crumbs_to(row: CollectionVisit) -> list[tuple[str, str]]:
    title = _("Visit %(number)s") % {"number": row.reference}
    return [(_("Who comes to collect?"), reverse("check-collector")), (title, reverse("collection-visit"))]
