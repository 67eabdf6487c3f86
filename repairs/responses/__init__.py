"""Answers that are no pages: feeds, calendars, alerts and proofs."""
