from django.urls import path

from repairs.api import ChargesOfCase, FileRepair, Parts, WorkOfCase

urlpatterns = [
    path("repairs/", FileRepair.as_view(), name="api-file-repairs"),
    path("parts/", Parts.as_view(), name="api-parts"),
    path("cases/<str:reference>/work/", WorkOfCase.as_view(), name="api-work"),
    path("cases/<str:reference>/charges/", ChargesOfCase.as_view(), name="api-charges"),
]
