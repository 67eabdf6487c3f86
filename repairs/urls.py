from django.urls import path

from gasservice.cases.filing_urls import filing_urls
from gasservice.standards.terms import Door
from repairs.actions.faults import file_fault
from repairs.forms.faults import questions_of
from repairs.views import faults

urlpatterns = [
    *filing_urls(Door.REPAIRS, send=file_fault, questions=questions_of),
    path("without-us/<slug:part>/", faults.without_us, name="without-us"),
    path("desk/<slug:reference>/part/", faults.note_the_part, name="note-part"),
]
