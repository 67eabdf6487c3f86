"""Work orders, visits and fees."""

from tests.pages import Page

PAGES: list[Page] = []
