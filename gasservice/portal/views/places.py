"""Places and all their names, for staff: to look one up, and to give it a new one."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gasservice.portal.forms import NameForm
from gasservice.registry.access import acts_on_premises, get_place, may_rename
from gasservice.registry.actions.renaming import LONG_AGO, rename_community, rename_premise
from gasservice.registry.models import Community, Premise
from gasservice.registry.queries import places_named
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


@require_safe
@login_required
def places(request: HttpRequest) -> HttpResponse:
    if not acts_on_premises(request.user):
        raise Http404
    query = request.GET.get("name", "").strip()[:80]
    return render(request, "portal/places.html", {"name": query, "found": places_named(query)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def place(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    row, form = get_place(request.user, kind, code), NameForm(request.POST or None)
    if request.method == "POST" and not may_rename(request.user):
        raise PermissionDenied(_("A supervisor changes names."))
    if request.method == "POST" and form.is_valid():
        try:
            rename(row, form.cleaned_data["name"], request.user, timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Renamed. The old name still finds it."))
            return redirect("place", kind, code)
    facts = {"row": row, "form": form, "may_rename": may_rename(request.user), "long_ago": LONG_AGO}
    crumbs = [(_("Places and their names"), reverse("places"))]
    return render(request, "portal/place.html", facts | {"crumbs": crumbs})


def rename(row: Community | Premise, name: str, by: User, at: datetime) -> None:
    if isinstance(row, Community):
        rename_community(community=row, name=name, by=by, at=at)
    else:
        rename_premise(premise=row, address=name, by=by, at=at)
