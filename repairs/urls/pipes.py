"""Pipe changes, their papers and quotes."""

from django.urls import path

from repairs.views import building, pipes, quotes

CASE = "pipes/<slug:reference>/"
DESK = "desk/pipes/<slug:reference>/"


urlpatterns = [
    path(f"{CASE}papers/", quotes.papers, name="pipe-papers"),
    path(f"{CASE}quotes/<int:version>/", quotes.quote, name="quote"),
    path(f"{CASE}quotes/<int:version>/acceptance/", quotes.accept, name="accept-quote"),
    path(f"{CASE}quotes/<int:version>/refusal/", quotes.decline, name="decline-quote"),
    path(DESK, pipes.pipe_desk, name="pipe-desk"),
    path(f"{DESK}particulars/", pipes.pipe_particulars, name="pipe-particulars"),
    path(f"{DESK}papers/<slug:code>/", pipes.judge_paper, name="judge-paper"),
    path(f"{DESK}survey/", pipes.survey, name="pipe-survey"),
    path(f"{DESK}check/", pipes.work_check, name="work-check"),
    path(f"{DESK}quotes/new/", building.begin, {"what": "quote"}, name="begin-quote"),
    path(f"{DESK}bills/new/", building.begin, {"what": "bill"}, name="begin-bill"),
    path(f"{DESK}quotes/<int:version>/", building.build, name="build-quote"),
    path(f"{DESK}quotes/<int:version>/lines/", building.drop, name="drop-line"),
    path(f"{DESK}quotes/<int:version>/discounts/", building.discounts, name="quote-discounts"),
    path(f"{DESK}quotes/<int:version>/sending/", building.send, name="send-quote"),
]
