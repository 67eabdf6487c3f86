"""How many live in a home: told by the customer, looked at by the desk."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gasservice.files.responses import file_response
from gasservice.portal.actions import decide_on_household
from gasservice.portal.forms import BecauseForm, HouseholdForm
from gasservice.registry.access import acts_on_premises, get_account_held, get_household, households_visible_to
from gasservice.registry.actions.households import declare_household
from gasservice.registry.models import HouseholdSize
from gasservice.registry.queries import base_persons_of, households_to_look_at
from gasservice.registry.terms import HOMES
from gasservice.users.models import User
from gasservice.web.asking import is_done, is_pressed
from gasservice.web.limits import limit
from gasservice.web.paging import page_of

TO_DESK = (gettext_lazy("Households to look at"), reverse_lazy("households-to-look-at"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit("household", "20/h/user", only_posts=True)
def household(request: HttpRequest, number: str) -> HttpResponse:
    """Let whoever holds an account tell us how many live there."""
    today = timezone.localdate()
    account = get_account_held(request.user, number, today)
    if account.supply_class not in HOMES:
        raise Http404
    base, kept = base_persons_of(account, today), []
    form = HouseholdForm(request.POST or None, request.FILES or None, today=today, base_persons=base)
    act = partial(declare_household, account=account, by=request.user, at=timezone.now())
    if is_done(request, form, lambda **said: kept.append(act(**said))):
        messages.success(request, answer_to(kept[0]))
        return redirect("household", number)
    rows = households_visible_to(request.user).filter(gas_account=account).order_by("-declared_at", "-pk")
    facts = {"account": account, "form": form, "rows": rows, "base": base, "place": "my-gas"}
    crumbs = [(_("My gas"), reverse("my-gas")), (number, reverse("gas-account", args=[number]))]
    return render(request, "portal/household.html", facts | {"crumbs": crumbs})


def answer_to(row: HouseholdSize) -> str:
    if row.confirmed_at:
        return _("Noted. The limits of your tiers follow from that month on.")
    return _("Thank you. One of us looks at the paper; then it counts from that month on, and we tell you.")


@require_safe
@login_required
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    return file_response(get_household(request.user, pk).evidence)


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    if not acts_on_premises(request.user):
        raise Http404
    page = page_of(households_to_look_at(), by="declared_at", cursor=request.GET.get("cursor", ""))
    return render(request, "portal/households_desk.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at what was declared; what is refused is refused for a reason."""
    row, form = row_at_desk(request.user, pk), BecauseForm(request.POST or None)
    if is_done(request, form, partial(decide_on_household, row=row, by=request.user, at=timezone.now())):
        messages.success(request, _("Refused. They are told why."))
        return redirect("households-to-look-at")
    facts = {"row": row, "form": form, "base": base_persons_of(row.gas_account, row.since), "crumbs": [TO_DESK]}
    return render(request, "portal/look_at_household.html", facts)


@require_POST
@login_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    row = row_at_desk(request.user, pk)
    act = partial(decide_on_household, row=row, by=request.user, at=timezone.now())
    if is_pressed(request, act, _("Confirmed. It counts, and they are told.")):
        return redirect("households-to-look-at")
    return redirect("look-at-household", pk)


def row_at_desk(user: User, pk: int) -> HouseholdSize:
    if not acts_on_premises(user):
        raise Http404
    return get_household(user, pk)
