"""Pages: what supervisors look at, and what everybody may know."""

from gasservice.oversight.views.boards import dashboard, dashboard_cases, dashboard_csv
from gasservice.oversight.views.public import (
    glossary,
    how_we_are_doing,
    open_data,
    open_data_words,
    open_dataset,
    open_figures,
)

__all__ = [
    "dashboard",
    "dashboard_cases",
    "dashboard_csv",
    "glossary",
    "how_we_are_doing",
    "open_data",
    "open_data_words",
    "open_dataset",
    "open_figures",
]
