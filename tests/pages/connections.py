"""New connections, meter hanging and first inspections."""

from tests.pages import Page

PAGES: list[Page] = []
