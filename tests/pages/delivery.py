"""What is sent, and what goes out on paper."""

from tests.pages import Page

PAGES: list[Page] = []
