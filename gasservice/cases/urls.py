from django.urls import path

from gasservice.cases.views import acts, aftercare, calls, desk, places, rating, tracking, visits

urlpatterns = [
    path("track/", tracking.track, name="track"),
    path("track/<reference:reference>/", tracking.tracked_case, name="tracked-case"),
    path("track/<reference:reference>/filed/", tracking.filed, name="case-filed"),
    path("track/<reference:reference>/withdrawal/", tracking.withdraw, name="withdraw-case"),
    path("track/<reference:reference>/reopening/", tracking.not_solved, name="not-solved"),
    path("track/<reference:reference>/rating/", tracking.rate_here, name="rate-here"),
    path("track/<reference:reference>/visits/<uuid:uid>/cancellation/", visits.call_off_visit, name="cancel-visit"),
    path("track/<reference:reference>/visits/<uuid:uid>/not-come/", visits.not_come, name="visit-not-come"),
    path("visits/<uuid:uid>.ics", visits.appointment_file, name="appointment-file"),
    path("track/<reference:reference>/<slug:secret>/", tracking.track_link, name="track-link"),
    path("rate/<slug:secret>/", rating.rate, name="rate"),
    path("rate/<slug:secret>/thanks/", rating.thanks, name="rate-thanks"),
    path("files/<uuid:file>/", tracking.case_file, name="case-file"),
    path("drafts/<uuid:submission>/photos/<uuid:file>/", tracking.draft_photo, name="draft-photo"),
    path("desk/", desk.queue, name="desk-queue"),
    path("desk/call/", calls.take_call, name="take-call"),
    path("desk/follow-ups/", aftercare.follow_ups, name="follow-ups"),
    path("desk/follow-ups/<int:pk>/", aftercare.follow_up, name="follow-up"),
    path("desk/answers/", aftercare.survey_answers, name="survey-answers"),
    path("desk/call-backs/", aftercare.call_backs, name="call-backs"),
    path("desk/call-backs/<int:pk>/", aftercare.call_back, name="call-back"),
    path("desk/call-backs/<int:pk>/taking/", aftercare.take_call_back_up, name="take-call-back"),
    path("desk/cases/<reference:reference>/", desk.case, name="case"),
    path("desk/cases/<reference:reference>/read-back/", calls.read_back, name="read-back"),
    path("desk/cases/<reference:reference>/place/", places.place, name="case-place"),
    path("desk/cases/<reference:reference>/place/new/", places.new_place, name="case-new-place"),
    path("desk/cases/<reference:reference>/<slug:act>/", acts.act, name="case-act"),
]
