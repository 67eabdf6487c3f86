"""Setting the place of a case at the desk: found by any name it ever had, or entered where no book has it."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gasservice.cases.access import get_case
from gasservice.cases.actions.placing import set_place
from gasservice.cases.forms.places import PlaceForm, new_place_form
from gasservice.cases.models import Case
from gasservice.cases.terms import Act
from gasservice.registry.actions.entering import enter_premise
from gasservice.registry.models import Premise
from gasservice.registry.queries import FoundPlace, places_named
from gasservice.web.asking import is_done
from gasservice.web.refusals import Refusal

FOUND = 30


def place(request: HttpRequest, reference: str) -> HttpResponse:
    """Find the place of a case, choose it and say why."""
    case = case_at_desk(request, reference)
    name, found = found_by_name(request, case.place_typed)
    form = PlaceForm(request.POST or None, found=found)
    act = partial(set_place, case=case, by=request.user, at=timezone.now())
    if is_done(request, form, act):
        messages.success(request, _("Kept. The case is at this place now."))
        return redirect(case)
    has_homes = bool(form.fields["premise"].choices)
    shown = {"case": case, "form": form, "name": name, "has_homes": has_homes, "place": "desk-queue"}
    return render(request, "cases/desk/place.html", shown | {"new": new_place_form(None, found)})


def case_at_desk(request: HttpRequest, reference: str) -> Case:
    if not (request.user.is_authenticated and request.user.works_cases):
        raise Http404
    return get_case(request.user, reference, to=Act.PLACE)


def found_by_name(request: HttpRequest, otherwise: str = "") -> tuple[str, list[FoundPlace]]:
    """Read the name that was asked for, and find the places that ever bore it."""
    name = request.GET.get("name", otherwise).strip()[:80]
    return name, places_named(name, FOUND) if name else []


@require_POST
def new_place(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter a home that stands in no book yet, and offer it as the place of the case."""
    case = case_at_desk(request, reference)
    here = reverse("case-place", args=[case.reference])
    premise = entered(request, found_by_name(request, case.place_typed)[1])
    if premise is None:
        return redirect(f"{here}?{request.GET.urlencode()}")
    messages.success(request, _("Entered: %(place)s") % {"place": premise.address})
    return redirect(f"{here}?{with_name(request, premise.address)}")


def entered(request: HttpRequest, found: list[FoundPlace]) -> Premise | None:
    """Enter the home of a form in one of the estates that were found; what lacks or is refused is said."""
    form = new_place_form(request.POST, found)
    if form is None or not form.is_valid():
        messages.error(request, _("Choose the estate, and give the building or the room."))
        return None
    try:
        return enter_premise(by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return None


def with_name(request: HttpRequest, name: str) -> str:
    asked = request.GET.copy()
    asked["name"] = name
    return asked.urlencode()
