"""Volunteers: the public digest, their own pages and the desk's."""

from datetime import date

from gasservice.volunteers.queries.digest import months_told
from gasservice.volunteers.rules import month_before
from tests.pages import DESK, POSTED, Page, everybody, only

MONTH = months_told(month_before(date.today()))[1]  # noqa: DTZ011  any whole month will do
IN_MONTH = {"year": f"{MONTH.year}", "month": f"{MONTH.month}"}
APPLYING = only("owner", "other", "volunteer")
SEEN_BY = only(*DESK, "officer", "auditor")
APPLICANT, OBSERVATION = {"pk": "{applicant}"}, {"pk": "{observation}"}

PAGES = [
    Page("volunteer-digest", everybody(), 9, "volunteers/digest.html"),
    Page("volunteer-digest-of", everybody(), 9, "volunteers/digest.html", IN_MONTH),
    Page("volunteering", APPLYING | {"owner": 302, "other": 302}, 11, "volunteers/volunteering.html"),
    Page("apply-to-volunteer", APPLYING, 6, "volunteers/apply.html"),
    Page("volunteer-check", only("volunteer"), 9, "volunteers/check.html", {"pk": "{check}"}),
    Page("write-observation", only("volunteer"), 6, "volunteers/write.html"),
    Page("observation-photo", only("volunteer", *DESK, "officer", "auditor"), 4, "", {"file": "{seen_photo}"}),
    Page("volunteers-to-vet", only("supervisor"), 5, "volunteers/volunteers_desk.html"),
    Page("volunteers-to-vet", only("supervisor"), 5, "volunteers/volunteers_desk.html", query="list=named"),
    Page("vet-volunteer", only("supervisor"), 5, "volunteers/vet.html", APPLICANT),
    Page("end-volunteering", POSTED, 2, "", APPLICANT),
    Page("observations-to-answer", SEEN_BY, 4, "volunteers/observations_desk.html"),
    Page("observations-to-answer", SEEN_BY, 4, "volunteers/observations_desk.html", query="list=late"),
    Page("answer-observation", SEEN_BY, 5, "volunteers/answer.html", OBSERVATION),
]
