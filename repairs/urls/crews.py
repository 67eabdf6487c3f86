"""Times that customers choose, and the crews that come then."""

from django.urls import path

from repairs.views import booking, crews, disputes

urlpatterns = [
    path("visits/<reference:reference>/", booking.choose_time, name="choose-time"),
    path("desk/<reference:reference>/time/", booking.agree_for_customer, name="agree-time"),
    path("desk/<reference:reference>/time/cancellation/", booking.call_off_for_customer, name="call-off-time"),
    path("desk/<reference:reference>/dispute/", disputes.rule_on, name="rule-on-visit"),
    path("day/", crews.plan_of_day, name="day-plan"),
    path("jobs/", crews.my_jobs, name="my-jobs"),
    path("jobs/<uuid:uid>/arrival/", crews.arrive, name="record-arrival"),
    path("jobs/<uuid:uid>/no-access/", crews.nobody_opens, name="record-no-access"),
    path("crews/", crews.crews, name="crews"),
    path("crews/new/", crews.crew, name="new-crew"),
    path("crews/<slug:code>/", crews.crew, name="crew"),
    path("crews/<slug:code>/shifts/", crews.shifts, name="crew-shifts"),
    path("crews/<slug:code>/shifts/<int:pk>/removal/", crews.drop, name="drop-shift"),
]
