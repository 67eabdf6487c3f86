"""The addresses of a door's filing pages; each door includes them with what it does when a form is sent."""

from collections.abc import Callable

from django.urls import URLPattern, path

from gasservice.cases.actions.drafting import file_draft
from gasservice.cases.views import filing


def send_plainly(*, what: dict, **facts):
    """Open the case as any door does."""
    return file_draft(words=what["story"], **facts)


def filing_urls(door: str, send: Callable = send_plainly) -> list[URLPattern]:
    """Give a door's pages; `send` turns a checked draft into a case."""
    here = {"door": door}
    return [
        path("new/", filing.kinds, here, name="file-case"),
        path("new/<slug:kind_code>/", filing.kind, here, name="file-kind"),
        path("drafts/<uuid:submission>/kind/", filing.other_kind, here, name="file-other-kind"),
        path("drafts/<uuid:submission>/leak/", filing.leak, here, name="file-leak"),
        path("drafts/<uuid:submission>/check/", filing.check, here | {"send": send}, name="file-check"),
        path("drafts/<uuid:submission>/<slug:step>/", filing.page, here, name="file-step"),
    ]
