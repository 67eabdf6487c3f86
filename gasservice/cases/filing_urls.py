"""The addresses of a door's filing pages; each door includes them with what it does when a form is sent."""

from collections.abc import Callable

from django.urls import URLPattern, path

from gasservice.cases.actions.drafting import file_draft
from gasservice.cases.forms.details import DetailsForm
from gasservice.cases.views import filing
from gasservice.standards.models import CaseKind


def send_plainly(*, what: dict, **facts):
    """Open the case as any door does."""
    return file_draft(words=what["story"], **facts)


def no_questions(kind: CaseKind) -> type[DetailsForm] | None:
    """Ask nothing beyond what every door asks."""


def filing_urls(door: str, send: Callable = send_plainly, questions: Callable = no_questions) -> list[URLPattern]:
    """Give a door's pages; `send` turns a checked draft into a case, `questions` gives the door's form for a kind.

    `send(*, draft, kind, what, details, facts, by, at) -> Filed` gets the door's own answers as `details`; how such a
    form is written stands in `cases/forms/details.py`.
    """
    here = {"door": door}
    asked = here | {"questions": questions}
    return [
        path("new/", filing.kinds, here, name="file-case"),
        path("new/<slug:kind_code>/", filing.kind, here, name="file-kind"),
        path("drafts/<uuid:submission>/kind/", filing.other_kind, here, name="file-other-kind"),
        path("drafts/<uuid:submission>/leak/", filing.leak, asked, name="file-leak"),
        path("drafts/<uuid:submission>/check/", filing.check, asked | {"send": send}, name="file-check"),
        path("drafts/<uuid:submission>/<slug:step>/", filing.page, asked, name="file-step"),
    ]
