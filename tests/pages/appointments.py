"""Appointments, slots and crews."""

from tests.pages import Page

PAGES: list[Page] = []
