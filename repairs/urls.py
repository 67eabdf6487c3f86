from django.urls import path, register_converter

from gasservice.cases.filing_urls import filing_urls
from gasservice.standards.terms import Door
from repairs.actions.faults import file_fault
from repairs.forms.faults import questions_of
from repairs.views import charges, faults, orders, outage_drafts, outages, receipts, visits


class StepConverter:
    """A step of a visit in an address."""

    regex = "|".join([*visits.STEPS, "leave"])

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(StepConverter, "step")

urlpatterns = [
    *filing_urls(Door.REPAIRS, send=file_fault, questions=questions_of),
    path("without-us/<slug:part>/", faults.without_us, name="without-us"),
    path("desk/<slug:reference>/part/", faults.note_the_part, name="note-part"),
    path("desk/<slug:reference>/work-order/", orders.open_new, name="open-order"),
    path("work/", orders.orders, name="work-orders"),
    path("work/orders/<slug:reference>/", orders.order, name="work-order"),
    path("work/orders/<slug:reference>/arrival/", orders.begin, name="begin-visit"),
    path("work/orders/<slug:reference>/cancellation/", orders.cancel, name="cancel-order"),
    path("work/visits/<int:pk>/", visits.visit, name="visit"),
    path("work/visits/<int:pk>/parts/<int:line>/removal/", visits.remove_line, name="remove-fee-line"),
    path("work/visits/<int:pk>/photos/<int:photo>/removal/", visits.remove_photo, name="remove-visit-photo"),
    path("work/visits/<int:pk>/<step:step>/", visits.step, name="visit-step"),
    path("work/files/<uuid:file>/", orders.work_file, name="work-file"),
    path("charges/<slug:reference>/", charges.charge, name="charge"),
    path("charges/<slug:reference>/payment/", charges.pay, name="pay-charge"),
    path("charges/<slug:reference>/withdrawal/", charges.withdraw, name="withdraw-charge"),
    path("receipts/<slug:reference>/<slug:receipt>/", charges.case_receipt, name="case-receipt"),
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
