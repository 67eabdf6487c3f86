from django.urls import path, register_converter

from gasservice.cases.views import acts, calls, desk, rating, tracking


class ReferenceConverter:
    """A case number in an address, like 482-719-365."""

    regex = "[0-9]{3}-[0-9]{3}-[0-9]{3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ReferenceConverter, "reference")

urlpatterns = [
    path("track/", tracking.track, name="track"),
    path("track/<reference:reference>/", tracking.tracked_case, name="tracked-case"),
    path("track/<reference:reference>/filed/", tracking.filed, name="case-filed"),
    path("track/<reference:reference>/withdrawal/", tracking.withdraw, name="withdraw-case"),
    path("track/<reference:reference>/reopening/", tracking.not_solved, name="not-solved"),
    path("track/<reference:reference>/rating/", tracking.rate_here, name="rate-here"),
    path("track/<reference:reference>/<slug:secret>/", tracking.track_link, name="track-link"),
    path("rate/<slug:secret>/", rating.rate, name="rate"),
    path("files/<uuid:file>/", tracking.case_file, name="case-file"),
    path("drafts/<uuid:submission>/photos/<uuid:file>/", tracking.draft_photo, name="draft-photo"),
    path("desk/", desk.queue, name="desk-queue"),
    path("desk/call/", calls.take_call, name="take-call"),
    path("desk/cases/<reference:reference>/", desk.case, name="case"),
    path("desk/cases/<reference:reference>/read-back/", calls.read_back, name="read-back"),
    path("desk/cases/<reference:reference>/<slug:act>/", acts.act, name="case-act"),
]
