from django.urls import path

from gasservice.oversight import views

urlpatterns = [
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/figures.<str:form>", views.dashboard_figures, name="dashboard-figures"),
    path("dashboard/summary/", views.weekly_summary, name="weekly-summary"),
    path("dashboard/cases/", views.dashboard_cases, name="dashboard-cases"),
    path("dashboard/all/", views.all_figures, name="all-figures"),
    path("dashboard/causes/", views.causes, name="causes"),
    path("dashboard/people/", views.teams_and_people, name="teams-and-people"),
    path("dashboard/standards/", views.standards_kept, name="standards-kept"),
    path("dashboard/standards/tried/<slug:turn>/", views.promises_turned, name="promises-turned"),
    path("dashboard/escalations/", views.escalations_now, name="escalations-now"),
    path("dashboard/<slug:board>.<str:form>", views.board_figures, name="board-figures"),
    path("how-we-are-doing/", views.how_we_are_doing, name="how-we-are-doing"),
    path("how-we-are-doing/glossary/", views.glossary, name="glossary"),
    path("how-we-are-doing/figures.<str:form>", views.open_figures, name="open-figures"),
    path("how-we-are-doing/data/", views.open_data, name="open-data"),
    path("how-we-are-doing/data/metadata.json", views.open_data_words, name="open-data-words"),
    path("how-we-are-doing/data/<slug:code>.<str:form>", views.open_dataset, name="open-dataset"),
]
