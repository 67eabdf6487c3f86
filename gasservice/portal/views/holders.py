"""Who held an account, for the desk alone: its history, handing it over, and a former holder found out later."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gasservice.cases.access import visible_to
from gasservice.files.responses import file_response
from gasservice.portal.forms import FormerHolderForm, HandOverForm
from gasservice.registry.access import get_account_to_hand_over, get_tenure
from gasservice.registry.actions.tenures import hand_over_at_desk, record_former_at_desk
from gasservice.registry.models import GasAccount
from gasservice.registry.queries import holders_of
from gasservice.users.models import User
from gasservice.web.asking import is_done


@require_safe
@login_required
def holders(request: HttpRequest, number: str) -> HttpResponse:
    account = get_account_to_hand_over(request.user, number)
    facts = {"account": account, "rows": holders_of(account), "crumbs": crumbs_to(account)[:1]}
    return render(request, "portal/holders.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hand_over(request: HttpRequest, number: str) -> HttpResponse:
    """Hand an account over; who asked for it in a case stands in the form already."""
    account = get_account_to_hand_over(request.user, number)
    asked = asked_in(request.user, account, request.GET.get("case", ""))
    form = HandOverForm(request.POST or None, request.FILES or None, initial=asked)
    act = partial(hand_over_at_desk, account=account, by=request.user, at=timezone.now())
    if is_done(request, form, act):
        messages.success(request, _("Handed over. Each sees their own time, and no other."))
        return redirect("holders", number)
    holder = account.tenures.filter(held_until__isnull=True).select_related("customer").first()
    facts = {"account": account, "form": form, "holder": holder, "crumbs": crumbs_to(account)}
    return render(request, "portal/hand_over.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def former(request: HttpRequest, number: str) -> HttpResponse:
    """Record who held an account in a time of which our books know nobody."""
    account = get_account_to_hand_over(request.user, number)
    form = FormerHolderForm(request.POST or None, request.FILES or None)
    act = partial(record_former_at_desk, account=account, by=request.user, at=timezone.now())
    if is_done(request, form, act):
        messages.success(request, _("Recorded."))
        return redirect("holders", number)
    facts = {"account": account, "form": form, "crumbs": crumbs_to(account)}
    return render(request, "portal/former_holder.html", facts)


@require_safe
@login_required
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    return file_response(get_tenure(request.user, pk).evidence)


def asked_in(user: User, account: GasAccount, reference: str) -> dict[str, str]:
    """Give who asked in a case for the account, as the form takes it; nothing of a case one may not see.

    Who asks and holds the account gives it up: to whom is asked.
    """
    case = visible_to(user).filter(reference=reference, gas_account=account).select_related("customer").first()
    if case is None:
        return {}
    if case.customer is None:
        return {"known_as": str(case.contact_phone or ""), "name": case.contact_name, "note": case.reference}
    holds = account.tenures.filter(customer=case.customer, held_until__isnull=True).exists()
    return {"known_as": "" if holds else case.customer.code, "note": case.reference}


def crumbs_to(account: GasAccount) -> list[tuple[str, str]]:
    number = account.number
    return [(number, reverse("gas-account", args=[number])), (_("Who held it"), reverse("holders", args=[number]))]
