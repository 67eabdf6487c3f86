"""What else somebody can do who does not want us, and the part that the desk notes later."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gasservice.cases.access import get_case
from gasservice.cases.terms import Act
from gasservice.standards.queries import parts_on
from gasservice.web.refusals import Refusal
from repairs.actions.faults import note_part
from repairs.forms.faults import PartForm
from repairs.terms import PARTS_OF_KIND


@require_safe
def without_us(request: HttpRequest, part: str) -> HttpResponse:
    """Say who else may lawfully do it; nothing is held against whoever asks them."""
    answer = next((answer for answer in parts_on(timezone.localdate(), [part]) if answer.is_offer), None)
    if answer is None:
        raise Http404
    return render(request, "repairs/without_us.html", {"answer": answer, "place": "file-case"})


def note_the_part(request: HttpRequest, reference: str) -> HttpResponse:
    """Let the desk say which part it is, where the customer was not asked."""
    if not (request.user.is_authenticated and request.user.works_cases):
        raise Http404
    case = get_case(request.user, reference, to=Act.NOTE)
    if case.kind.code not in PARTS_OF_KIND:
        raise Http404
    answers = parts_on(timezone.localdate(), PARTS_OF_KIND[case.kind.code])
    form = PartForm(request.POST or None, answers=answers)
    if request.method == "POST" and form.is_valid():
        try:
            note_part(case=case, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Noted. The customer sees it on their page."))
            return redirect(case)
    return render(request, "repairs/note_part.html", {"case": case, "form": form, "place": "desk-queue"})
