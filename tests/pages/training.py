"""Norms of conduct, scores, people and courses."""

from tests.pages import POSTED, Page, everybody, only

TO_SCORE, SCORED, VISITED = {"pk": "{to_score}"}, {"pk": "{scored}"}, {"pk": "{scored_visit}"}
AGENT, FIELD = {"pk": "{agent}"}, {"pk": "{field}"}
COMING, HELD = {"pk": "{coming_session}"}, {"pk": "{held_session}"}
LOOKING = only("supervisor", "auditor")

PAGES = [
    Page("conduct", everybody(), 4, "standards/conduct.html"),
    Page("sampled-works", LOOKING, 4, "training/works.html"),
    Page("sampled-works", LOOKING, 4, "training/works.html", query="list=scored"),
    Page("sampled-works", everybody(404) | {"visitor": 302, "filer": 302}, 4, "", query="list=all"),
    Page("sampled-work", LOOKING, 9, "training/work.html", TO_SCORE),
    Page("sampled-work", only("supervisor", "auditor", "agent"), 9, "training/work.html", SCORED),
    Page("sampled-work", only("field", "auditor"), 9, "training/work.html", VISITED),
    Page("comment-on-score", POSTED, 2, "", SCORED),
    Page("people", LOOKING, 12, "training/people.html"),
    Page("person", only("supervisor", "auditor", "agent"), 19, "training/person.html", AGENT),
    Page("person", only("field", "auditor"), 16, "training/person.html", FIELD),
    Page("courses", LOOKING, 5, "training/courses.html"),
    Page("new-training-session", only("supervisor"), 5, "training/new_session.html"),
    Page("training-session", LOOKING, 7, "training/session.html", COMING),
    Page("training-session", LOOKING, 5, "training/session.html", HELD),
    Page("change-training-session", only("supervisor"), 5, "training/change_session.html", COMING),
    Page("call-off-training-session", POSTED, 2, "", COMING),
    Page("mark-attendance", POSTED, 2, "", {"pk": "{enrolment}"}),
    Page("withdraw-enrolment", POSTED, 2, "", {"pk": "{enrolment}"}),
]
