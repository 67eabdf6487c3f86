"""What is sent, and what goes out on paper."""

from tests.pages import ACTING, Page, only

ROUND = {"pk": "{paper_round}"}
PAGES = [
    Page("papers", only(*ACTING), 4, "notices/papers/papers.html"),
    Page("papers-of-notice", only(*ACTING), 6, "notices/papers/notice.html", {"pk": "{notice_on_paper}"}),
    Page("paper-round", only(*ACTING), 6, "notices/papers/round.html", ROUND),
    Page("print-papers", only(*ACTING), 6, "", ROUND),
]
