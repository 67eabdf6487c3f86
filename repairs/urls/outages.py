"""Outages at the desk, and who learned of them."""

from django.urls import path

from repairs.views import outage_drafts, outages, receipts

urlpatterns = [
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
