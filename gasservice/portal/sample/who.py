"""Whom to sign in as, and what to look at then."""

from gasservice.portal.sample.staff import PASSWORD, email_of

ROLES = [
    ("Agent, customer service", "agent", "the queue: take a case, answer it, resolve it"),
    ("Agent, bills and meters", "billing", "bill questions and disputed readings"),
    ("Field team, north", "north", "repairs north of the river"),
    ("Field worker", "field-worker", "today’s jobs, on a phone: /repairs/jobs/"),
    ("Supervisor", "supervisor", "the dashboard: late promises, escalations, load"),
    ("Head of service", "head", "what climbed to the top of the ladder"),
    ("Field worker", "field-worker", "first inspections at the door: cases of new meters, north"),
    ("Design bureau", "party", "new connections: only those it designs"),
    ("Standards officer", "standards-officer", "the published promises, in /admin/"),
    ("Auditor", "auditor", "everything, changing nothing"),
    ("Volunteer supervisor", "volunteer", "cases drawn for her to judge, and what she saw: /volunteering/"),
    ("Customer, two accounts", "customer", "my gas, my cases (in Chinese)"),
    ("Customer in English", "neighbour", "my gas, my cases"),
]


def sign_in_words() -> str:
    """List the people of the sample city who sign in, for the terminal."""
    rows = [f"  {email_of(place):<36} {role:<26} {look}" for role, place, look in ROLES]
    return "\n".join([f"Sign in as one of these; the password of all is {PASSWORD}", *rows])
