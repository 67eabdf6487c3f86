"""Surveys, the calls after them, and questionnaires."""

from tests.pages import DESK, POSTED, Page, everybody, only

RATED, ASKED = {"secret": "{rated}"}, {"secret": "{asked}"}
DRAFT, OUT = {"pk": "{draft_campaign}"}, {"pk": "{campaign}"}
FOLLOW_UP, CALL = {"pk": "{follow_up}"}, {"pk": "{call_back}"}
READING = only("supervisor", "officer", "auditor")
MAKING = only("supervisor", "officer")

PAGES = [
    Page("rate", everybody(), 4, "cases/rating/rate.html", RATED),
    Page("rate-thanks", everybody(), 4, "cases/rating/thanks.html", RATED),
    Page("follow-ups", only(*DESK, "officer", "auditor"), 7, "cases/aftercare/follow_ups.html"),
    Page(
        "follow-up",
        only("supervisor") | {"officer": 403, "auditor": 403},
        9,
        "cases/aftercare/follow_up.html",
        FOLLOW_UP,
    ),
    Page("survey-answers", only(*DESK, "officer", "auditor"), 5, "cases/aftercare/answers.html"),
    Page("call-backs", only(*DESK), 5, "cases/aftercare/call_backs.html"),
    Page("call-back", only("supervisor"), 4, "cases/aftercare/call_back.html", CALL),
    Page("take-call-back", POSTED, 2, "", CALL),
    Page("campaigns", READING, 4, "questionnaires/campaigns.html"),
    Page("new-campaign", MAKING, 4, "questionnaires/edit.html"),
    Page("campaign", READING, 7, "questionnaires/campaign.html", DRAFT),
    Page("campaign", READING, 8, "questionnaires/results.html", OUT),
    Page("edit-campaign", MAKING | {"auditor": 403}, 5, "questionnaires/edit.html", DRAFT),
    Page("preview-campaign", READING, 5, "questionnaires/answer.html", DRAFT),
    Page("campaign-csv", READING, 7, "", OUT),
    Page("launch-campaign", POSTED, 2, "", DRAFT),
    Page("drop-question", POSTED, 2, "", DRAFT | {"position": "1"}),
    Page("erase-words", MAKING, 4, "questionnaires/erase.html"),
    Page("erase-answer", MAKING, 5, "questionnaires/erase_answer.html", {"pk": "{said}"}),
    Page("questionnaire", everybody(), 6, "questionnaires/answer.html", ASKED),
    Page("questionnaire-thanks", everybody(), 4, "questionnaires/thanks.html", ASKED),
    Page("questionnaire", everybody(404), 4, "", {"secret": "1~guess"}),
]
