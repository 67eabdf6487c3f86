"""The office of the service catalogue."""

from tests.pages import POSTED, Page, only

DRAFT = {"pk": "{service_draft}"}
OFFICER = only("officer")
PAGES = [
    Page("office-services", OFFICER, 3, "standards/office/services.html"),
    Page("office-service", OFFICER, 3, "standards/office/service.html", {"code": "change-of-name"}),
    Page("new-service", OFFICER, 4, "standards/office/new.html"),
    Page("service-draft", OFFICER, 10, "standards/office/draft.html", DRAFT),
    Page("service-changes", OFFICER, 18, "standards/office/changes.html", DRAFT),
    *(Page("preview-service", OFFICER, 12, "", DRAFT | {"language": code}) for code in ("en", "zh-hans", "zh-hant")),
    Page("preview-service", only(others=404), 4, "", DRAFT | {"language": "fr"}),
    Page("publish-service", POSTED, 2, "", DRAFT),
    Page("discard-service-draft", POSTED, 2, "", DRAFT),
    Page("withdraw-service", POSTED, 2, "", DRAFT),
]
