from django.urls import path

from complaints import views

urlpatterns = [
    path("suggestions/", views.suggestions, name="suggestions"),
    path("suggestions/<int:pk>/", views.suggestion, name="suggestion"),
    path("desk/suggestions/", views.to_publish, name="suggestions-to-publish"),
    path("desk/cases/<reference:reference>/suggestion/", views.decide, name="decide-suggestion"),
    path("desk/cases/<reference:reference>/suggestion/considered/", views.consider, name="consider-suggestion"),
    path("desk/cases/<reference:reference>/suggestion/published/", views.publish, name="publish-suggestion"),
    path("desk/cases/<reference:reference>/suggestion/unpublished/", views.unpublish, name="unpublish-suggestion"),
    path("track/<reference:reference>/publishing/", views.consent, name="suggestion-consent"),
]
