"""What a holder owes of late, what comes next, and paying it in parts."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from billing.access import get_holding, get_plan
from billing.actions.plans import agree_plan, cancel_plan, debt_of
from billing.forms.arrears import PlanForm
from billing.queries.arrears_page import arrears_page
from gasservice.registry.access import acts_on_premises
from gasservice.standards.queries.billing import arrears_rule_on
from gasservice.web.asking import is_done, is_pressed
from gasservice.web.limits import limit


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit("agree-plan", "20/h/user", only_posts=True)
def account_arrears(request: HttpRequest, number: str, tenure: int | None = None) -> HttpResponse:
    """Show what is owed of late and offer to pay it in parts; a press agrees on the plan that was chosen."""
    held, now = get_holding(request.user, number, tenure), timezone.now()
    today = timezone.localdate(now)
    rule = arrears_rule_on(today)
    shown = arrears_page(debt_of(held, now), rule, today) if rule else None
    form = PlanForm(request.POST or None, offers=shown.offers if shown else [], now=now)
    if is_done(request, form, partial(agree_plan, tenure=held, by=request.user, at=now)):
        messages.success(request, _("Agreed. As long as each part is paid by its day, nothing else happens."))
        return redirect("holder-arrears", number, held.pk)
    acts = acts_on_premises(request.user)
    crumbs = [(_("My gas"), reverse("my-gas")), (number, reverse("gas-account", args=[number]))]
    may_choose = shown and shown.offers and (acts or not shown.was_broken)
    facts = {"shown": shown, "form": form if may_choose else None, "account": held.gas_account, "acts": acts}
    return render(request, "billing/arrears/account.html", facts | {"crumbs": crumbs, "place": "my-gas", "now": now})


@require_POST
@login_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """End a plan for a customer who does not want it any more."""
    plan = get_plan(request.user, pk)
    is_pressed(request, partial(cancel_plan, plan=plan, by=request.user, at=timezone.now()), _("The plan has ended."))
    return redirect("holder-arrears", plan.gas_account.number, plan.tenure_id)
