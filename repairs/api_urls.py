from django.urls import path

from repairs.api import FileRepair, Parts

urlpatterns = [
    path("repairs/", FileRepair.as_view(), name="api-file-repairs"),
    path("parts/", Parts.as_view(), name="api-parts"),
]
