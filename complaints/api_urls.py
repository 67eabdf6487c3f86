from django.urls import path

from complaints.api import FileComplaint

urlpatterns = [path("complaints/", FileComplaint.as_view(), name="api-file-complaints")]
