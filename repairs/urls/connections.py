"""New connections: projects, doors, meters and first inspections."""

from django.urls import path

from repairs.views import at_doors, customers, projects, running

urlpatterns = [
    path("projects/", projects.projects, name="projects"),
    path("projects/<slug:reference>/", projects.project, name="project"),
    path("projects/<slug:reference>/opening/", running.begin_project, name="begin-project"),
    path("projects/<slug:reference>/meter-order/", running.begin_meter_hanging, name="begin-meter-hanging"),
    path("projects/<slug:reference>/firms/", running.assign_project_firm, name="assign-firm"),
    path("projects/<slug:reference>/places/", running.project_places, name="project-places"),
    path("projects/<slug:reference>/places/new/", running.enter_place, name="enter-place"),
    path("projects/<slug:reference>/fees/", running.charge_fee_for_project, name="project-fee"),
    path("projects/<slug:reference>/steps/<slug:code>/", projects.finish_step, name="finish-step"),
    path("projects/<slug:reference>/steps/<slug:code>/delay/", projects.delay_step, name="delay-step"),
    path("projects/<slug:reference>/papers/<uuid:file>/", projects.project_paper, name="project-paper"),
    path("track/<slug:reference>/connection/", customers.connection, name="connection"),
    path("track/<slug:reference>/papers/<uuid:file>/", customers.connection_paper, name="connection-paper"),
    path("track/<slug:reference>/door/", customers.door, name="door"),
    path("track/<slug:reference>/door/code/", customers.send_code_again, name="send-door-code"),
    path("track/<slug:reference>/door/withdrawal/", customers.withdraw_door, name="withdraw-door"),
    path("track/<slug:reference>/inspection/", customers.inspection_letter, name="inspection"),
    path("track/<slug:reference>/inspection/photos/<int:pk>/", customers.followed_photo, name="followed-photo"),
    path("doors/<slug:reference>/", at_doors.check_door, name="check-door"),
    path("doors/<slug:reference>/meter/", at_doors.meter, name="hang-meter"),
    path("doors/<slug:reference>/meter/taking-back/", at_doors.take_back, name="take-back-meter"),
    path("doors/<slug:reference>/inspection/", at_doors.inspect, name="inspect"),
    path("doors/<slug:reference>/inspection/more/", at_doors.look_at_more, name="look-at-more"),
    path("inspections/photos/<int:pk>/", at_doors.inspection_photo, name="inspection-photo"),
]
