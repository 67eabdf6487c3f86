"""Work orders, visits and what they cost."""

from django.urls import path, register_converter

from repairs.views import charges, orders, visits


class StepConverter:
    """A step of a visit in an address."""

    regex = "|".join([*visits.STEPS, "leave"])

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(StepConverter, "step")

urlpatterns = [
    path("desk/<slug:reference>/work-order/", orders.open_new, name="open-order"),
    path("work/", orders.orders, name="work-orders"),
    path("work/orders/<slug:reference>/", orders.order, name="work-order"),
    path("work/orders/<slug:reference>/arrival/", orders.begin, name="begin-visit"),
    path("work/orders/<slug:reference>/cancellation/", orders.cancel, name="cancel-order"),
    path("work/jobs/<uuid:uid>/", orders.job_order, name="job-order"),
    path("work/visits/<int:pk>/", visits.visit, name="visit"),
    path("work/visits/<int:pk>/parts/<int:line>/removal/", visits.remove_line, name="remove-fee-line"),
    path("work/visits/<int:pk>/photos/<int:photo>/removal/", visits.remove_photo, name="remove-visit-photo"),
    path("work/visits/<int:pk>/<step:step>/", visits.step, name="visit-step"),
    path("work/files/<uuid:file>/", orders.work_file, name="work-file"),
    path("charges/owed-back/", charges.owed_back, name="owed-back"),
    path("charges/<slug:reference>/", charges.charge, name="charge"),
    path("charges/<slug:reference>/payment/", charges.pay, name="pay-charge"),
    path("charges/<slug:reference>/withdrawal/", charges.withdraw, name="withdraw-charge"),
    path("charges/<slug:reference>/refund/", charges.refund, name="refund-charge"),
    path("receipts/<slug:reference>/<slug:receipt>/", charges.case_receipt, name="case-receipt"),
    path("credit-notes/<slug:reference>/<slug:number>/", charges.case_credit_note, name="case-credit-note"),
]
