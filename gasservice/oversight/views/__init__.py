"""Pages: what supervisors look at, and what everybody may know."""

from gasservice.oversight.views.behind import dashboard_cases, promises_turned
from gasservice.oversight.views.boards import (
    all_figures,
    board_figures,
    causes,
    dashboard,
    dashboard_figures,
    escalations_now,
    standards_kept,
    teams_and_people,
    weekly_summary,
)
from gasservice.oversight.views.public import (
    glossary,
    how_we_are_doing,
    open_data,
    open_data_words,
    open_dataset,
    open_figures,
)

__all__ = [
    "all_figures",
    "board_figures",
    "causes",
    "dashboard",
    "dashboard_cases",
    "dashboard_figures",
    "escalations_now",
    "glossary",
    "how_we_are_doing",
    "open_data",
    "open_data_words",
    "open_dataset",
    "open_figures",
    "promises_turned",
    "standards_kept",
    "teams_and_people",
    "weekly_summary",
]
