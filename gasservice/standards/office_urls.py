from django.urls import path

from gasservice.standards.views import drafts, office

urlpatterns = [
    path("", office.services, name="office-services"),
    path("new/", office.new, name="new-service"),
    path("versions/<int:pk>/", drafts.draft, name="service-draft"),
    path("versions/<int:pk>/changes/", drafts.changes, name="service-changes"),
    path("versions/<int:pk>/publication/", drafts.publish, name="publish-service"),
    path("versions/<int:pk>/discard/", drafts.discard, name="discard-service-draft"),
    path("versions/<int:pk>/withdrawal/", office.withdraw, name="withdraw-service"),
    path("versions/<int:pk>/<str:language>/", office.preview, name="preview-service"),
    path("services/<slug:code>/", office.service, name="office-service"),
]
