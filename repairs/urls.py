from django.urls import path

from gasservice.cases.filing_urls import filing_urls
from gasservice.standards.terms import Door
from repairs.actions.faults import file_fault
from repairs.forms.faults import questions_of
from repairs.views import faults, outage_drafts, outages, receipts

urlpatterns = [
    *filing_urls(Door.REPAIRS, send=file_fault, questions=questions_of),
    path("without-us/<slug:part>/", faults.without_us, name="without-us"),
    path("desk/<slug:reference>/part/", faults.note_the_part, name="note-part"),
    path("outages/", outages.outages, name="desk-outages"),
    path("outages/new/", outage_drafts.new, name="new-outage"),
    path("outages/receipts/<str:secret>/", receipts.confirm, name="confirm-receipt"),
    path("outages/<slug:reference>/", outages.outage, name="desk-outage"),
    path("outages/<slug:reference>/writing/", outage_drafts.edit, name="write-outage"),
    path("outages/<slug:reference>/draft/discard/", outage_drafts.discard, name="discard-outage-draft"),
    path("outages/<slug:reference>/publication/", outage_drafts.publish, name="publish-outage"),
    path("outages/<slug:reference>/progress/", outages.progress, name="outage-progress"),
    path("outages/<slug:reference>/versions/", outages.versions, name="outage-versions"),
    path("outages/<slug:reference>/calls/", receipts.calls, name="outage-calls"),
    path("outages/<slug:reference>/calls/<int:pk>/", receipts.call, name="outage-call"),
    path("outages/<slug:reference>/<slug:act>/", outages.act, name="outage-act"),
]
