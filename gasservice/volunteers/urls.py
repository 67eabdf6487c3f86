from django.urls import path

from gasservice.volunteers.views import desk, own, public

urlpatterns = [
    path("volunteers/", public.latest, name="volunteer-digest"),
    path("volunteers/<int:year>-<int:month>/", public.digest, name="volunteer-digest-of"),
    path("volunteering/", own.volunteering, name="volunteering"),
    path("volunteering/application/", own.apply, name="apply-to-volunteer"),
    path("volunteering/checks/<int:pk>/", own.check, name="volunteer-check"),
    path("volunteering/observations/new/", own.write, name="write-observation"),
    path("volunteering/photos/<uuid:file>/", own.photo, name="observation-photo"),
    path("desk/volunteers/", desk.volunteers, name="volunteers-to-vet"),
    path("desk/volunteers/<int:pk>/", desk.vet, name="vet-volunteer"),
    path("desk/volunteers/<int:pk>/end/", desk.end, name="end-volunteering"),
    path("desk/observations/", desk.observations, name="observations-to-answer"),
    path("desk/observations/<int:pk>/", desk.answer, name="answer-observation"),
]
