"""Moving and changing pipes."""

from tests.pages import Page

PAGES: list[Page] = []
