"""Saying no with a sentence, never with silence."""

import re


class Refusal(Exception):
    """Say why something cannot be done, in a sentence fit to be shown; raise a subclass named after the reason.

    `field` names the form field the sentence belongs to, where there is one.
    """

    status_code = 409

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    @property
    def code(self) -> str:
        """The class name in kebab-case: programs tell refusals apart by it."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", type(self).__name__).lower()
