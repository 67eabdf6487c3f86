"""Ideas from customers: public ones, and the desk's."""

from tests.pages import DESK, POSTED, Page, case, everybody, only

# The agent has it and the supervisor leads its team; others read it and do not decide.
DECIDING = only("agent", "supervisor") | dict.fromkeys(("named", "colleague", "officer", "auditor"), 403)
IDEA = case("idea")

PAGES = [
    Page("suggestions", everybody(), 4, "complaints/suggestions.html"),
    Page("suggestions", everybody(), 4, "complaints/suggestions.html", query="q=營業廳&outcome=adopted"),
    Page("suggestion", everybody(), 4, "complaints/suggestion.html", {"pk": "{idea_pk}"}),
    Page("suggestions-to-publish", only(*DESK), 4, "complaints/suggestions_to_publish.html"),
    Page("decide-suggestion", DECIDING, 6, "complaints/decide_suggestion.html", IDEA),
    Page("publish-suggestion", DECIDING, 6, "complaints/publish_suggestion.html", IDEA),
    Page("consider-suggestion", POSTED, 2, "", IDEA),
    Page("unpublish-suggestion", POSTED, 2, "", IDEA),
    Page("suggestion-consent", POSTED, 2, "", IDEA),
]
