from django.urls import path

from repairs.api import FileRepair

urlpatterns = [path("repairs/", FileRepair.as_view(), name="api-file-repairs")]
