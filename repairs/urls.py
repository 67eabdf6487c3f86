from django.urls import path

from gasservice.cases.filing_urls import filing_urls
from gasservice.standards.terms import Door
from repairs.views import booking

urlpatterns = [
    *filing_urls(Door.REPAIRS),
    path("visits/<reference:reference>/", booking.choose_time, name="choose-time"),
    path("desk/<reference:reference>/time/", booking.agree_for_customer, name="agree-time"),
    path("desk/<reference:reference>/time/cancellation/", booking.call_off_for_customer, name="call-off-time"),
]
