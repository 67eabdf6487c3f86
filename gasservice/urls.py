"""Every address of the portal; doors are named by string only."""

from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

urlpatterns = [
    path("", include("gasservice.portal.urls")),
    path("key-accounts/", include("gasservice.keyaccounts.urls")),
    path("", include("gasservice.volunteers.urls")),
    path("", include("gasservice.oversight.urls")),
    path("", include("gasservice.questionnaires.urls")),
    path("", include("gasservice.training.urls")),
    path("", include("gasservice.web.urls")),
    path("services/", include("gasservice.standards.urls")),
    path("catalogue/", include("gasservice.standards.office_urls")),
    path("messages/", include("gasservice.notices.urls")),
    path("account/", include("gasservice.users.urls")),
    path("account/", include("allauth.urls")),
    path("complaints/", include("complaints.urls")),
    path("billing/", include("billing.urls")),
    path("repairs/", include("repairs.urls")),
    path("", include("repairs.outage_urls")),
    path("", include("complaints.suggestion_urls")),
    path("", include("gasservice.cases.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("gasservice.oversight.api_urls")),
    path("api/v1/", include("gasservice.cases.api_urls")),
    path("api/v1/", include("gasservice.registry.api_urls")),
    path("api/v1/", include("gasservice.standards.api_urls")),
    path("api/v1/", include("complaints.api_urls")),
    path("api/v1/", include("billing.api_urls")),
    path("api/v1/", include("repairs.api_urls")),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path(
        "api/v1/docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api-schema", template_name="api/docs.html"),
        name="api-docs",
    ),
]

handler404 = "gasservice.web.views.not_found"
handler429 = "gasservice.web.limits.too_many"
handler500 = "gasservice.web.views.server_error"
