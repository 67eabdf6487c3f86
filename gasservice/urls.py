"""Every address of the portal; doors are named by string only."""

from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

urlpatterns = [
    path("", include("gasservice.portal.urls")),
    path("", include("gasservice.web.urls")),
    path("complaints/", include("complaints.urls")),
    path("billing/", include("billing.urls")),
    path("repairs/", include("repairs.urls")),
    path("services/", include("gasservice.standards.urls")),
    path("my-gas/", include("gasservice.registry.urls")),
    path("", include("gasservice.cases.urls")),
    path("notices/", include("gasservice.notices.urls")),
    path("", include("gasservice.oversight.urls")),
    path("", include("gasservice.users.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/v1/docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
    path("api/v1/", include("gasservice.api_urls")),
]

handler404 = "gasservice.web.views.not_found"
handler500 = "gasservice.web.views.server_error"
