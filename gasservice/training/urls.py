from django.urls import path

from gasservice.training import views

urlpatterns = [
    path("desk/conduct/", views.sampled_works, name="sampled-works"),
    path("desk/conduct/<int:pk>/", views.sampled_work, name="sampled-work"),
    path("desk/conduct/<int:pk>/comment/", views.comment, name="comment-on-score"),
    path("desk/people/", views.people, name="people"),
    path("desk/people/<int:pk>/", views.person, name="person"),
    path("desk/courses/", views.courses, name="courses"),
    path("desk/courses/sessions/new/", views.new_session, name="new-training-session"),
    path("desk/courses/sessions/<int:pk>/", views.session, name="training-session"),
    path("desk/courses/sessions/<int:pk>/change/", views.change, name="change-training-session"),
    path("desk/courses/sessions/<int:pk>/calling-off/", views.calling_off, name="call-off-training-session"),
    path("desk/courses/enrolments/<int:pk>/attendance/", views.attendance, name="mark-attendance"),
    path("desk/courses/enrolments/<int:pk>/removal/", views.removal, name="withdraw-enrolment"),
]
