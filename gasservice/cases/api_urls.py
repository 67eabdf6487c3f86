from django.urls import path

from gasservice.cases.api import acts, reading

urlpatterns = [
    path("cases/", reading.Cases.as_view(), name="api-cases"),
    path("cases/<str:reference>/", reading.OneCase.as_view(), name="api-case"),
    path("cases/<str:reference>/messages/", acts.Messages.as_view(), name="api-messages"),
    path("cases/<str:reference>/notes/", acts.Notes.as_view(), name="api-notes"),
    path("cases/<str:reference>/taking/", acts.Taking.as_view(), name="api-taking"),
    path("cases/<str:reference>/assignment/", acts.Assignment.as_view(), name="api-assignment"),
    path("cases/<str:reference>/hold/", acts.Holding.as_view(), name="api-hold"),
    path("cases/<str:reference>/resumption/", acts.Resumption.as_view(), name="api-resumption"),
    path("cases/<str:reference>/resolution/", acts.Resolving.as_view(), name="api-resolution"),
    path("cases/<str:reference>/reopening/", acts.Reopening.as_view(), name="api-reopening"),
    path("cases/<str:reference>/closing/", acts.Closing.as_view(), name="api-closing"),
    path("cases/<str:reference>/handover/", acts.Handover.as_view(), name="api-handover"),
    path("cases/<str:reference>/transfer/", acts.Transfer.as_view(), name="api-transfer"),
    path("cases/<str:reference>/withdrawal/", acts.Withdrawal.as_view(), name="api-withdrawal"),
    path("tracking/<str:reference>/", reading.TrackedCase.as_view(), name="api-tracked-case"),
]
