from django.urls import path

from gasservice.standards import api

urlpatterns = [
    path("services/", api.Services.as_view(), name="api-services"),
    path("services/<slug:code>/", api.OneService.as_view(), name="api-service"),
    path("kinds/", api.Kinds.as_view(), name="api-kinds"),
    path("standards/", api.Promises.as_view(), name="api-standards"),
]
