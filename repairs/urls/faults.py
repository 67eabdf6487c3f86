"""Whose a part is, and who pays for it."""

from django.urls import path

from repairs.views import faults

urlpatterns = [
    path("without-us/<slug:part>/", faults.without_us, name="without-us"),
    path("desk/<slug:reference>/part/", faults.note_the_part, name="note-part"),
]
