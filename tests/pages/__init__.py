"""One address of the portal, and who is let in: what the lists of pages are written in."""

from dataclasses import dataclass, field

from tests.world import ROLES

OUTSIDE = ("visitor", "filer")
DESK = ("agent", "named", "colleague", "supervisor")
ACTING = (*DESK, "field")
STAFF = (*ACTING, "officer", "auditor")
# Who reads the complaint: its customer aside, all who answer for cases but whom it is about.
READERS = ("agent", "colleague", "supervisor", "officer", "auditor")


def only(*roles: str, status: int = 200, outside: int = 302, others: int = 404) -> dict[str, int]:
    """Let some in; ask visitors to sign in, and tell the others that there is nothing."""
    return {role: status if role in roles else outside if role in OUTSIDE else others for role in ROLES}


def everybody(status: int = 200) -> dict[str, int]:
    return dict.fromkeys(ROLES, status)


SIGNED_IN = only(*set(ROLES) - set(OUTSIDE))
SIGNING_IN = only(outside=200, others=302)
POSTED = everybody(405)
POSTED_TO_API = only(outside=401, others=405)


@dataclass(frozen=True)
class Page:
    """One address: what it answers to whom, and the most queries that it asks with nothing cached."""

    name: str
    answers: dict[str, int]
    queries: int
    template: str = ""
    args: dict[str, str] = field(default_factory=dict)
    query: str = ""
    before: tuple[str, dict[str, str]] | None = None  # what is posted where, to come here

    def __str__(self) -> str:
        return "-".join([self.name, *(value for value in self.args.values() if "{" not in value)])

    @property
    def guest(self) -> str:
        """Name the first role that is shown the page; where nobody is let in, that is anybody."""
        return next((role for role, status in self.answers.items() if status == 200), ROLES[0])


def case(name: str, **more: str) -> dict[str, str]:
    """Name a case of the world."""
    return {"reference": f"{{{name}}}", **more}
