"""Faults, and who is responsible for what."""

from tests.pages import Page

PAGES: list[Page] = []
