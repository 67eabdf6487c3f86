"""Planned and emergency outages."""

from tests.pages import Page

PAGES: list[Page] = []
