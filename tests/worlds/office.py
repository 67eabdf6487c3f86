"""What the office of the catalogue writes in the world."""

from datetime import datetime


def build(people: dict, names: dict, now: datetime) -> dict:
    """Let a draft of a service wait."""
    from gasservice.portal.sample.catalogue import draft_a_service

    return {"service_draft": draft_a_service(people["officer"], now).pk}
