"""The lists of volunteers and of training ask as much for thirty rows as for three."""

import pytest

from tests.every_page import PAGES
from tests.growing_people import more_checks, more_courses, more_scored, more_seen, more_volunteers
from tests.test_every_page import visit
from tests.world import world  # noqa: F401

pytestmark = pytest.mark.django_db
SEEN, CHECK, SCORE = {"pk": "{observation}"}, {"pk": "{check}"}, {"pk": "{to_score}"}
AGENT, COMING = {"pk": "{agent}"}, {"pk": "{coming_session}"}
GROWING = [
    ("volunteer-digest", "visitor", {}, "", more_seen),
    ("volunteering", "volunteer", {}, "", more_seen),
    ("volunteering", "volunteer", {}, "", more_checks),
    ("volunteers-to-vet", "supervisor", {}, "", more_volunteers),
    ("volunteers-to-vet", "supervisor", {}, "list=named", more_volunteers),
    ("observations-to-answer", "agent", {}, "", more_seen),
    ("observations-to-answer", "agent", {}, "list=late", more_seen),
    ("answer-observation", "agent", SEEN, "", more_seen),
    ("sampled-works", "supervisor", {}, "", more_scored),
    ("sampled-works", "supervisor", {}, "list=scored", more_scored),
    ("sampled-work", "supervisor", SCORE, "", more_scored),
    ("people", "supervisor", {}, "", more_courses),
    ("person", "agent", AGENT, "", more_courses),
    ("person", "agent", AGENT, "", more_scored),
    ("courses", "supervisor", {}, "", more_courses),
    ("training-session", "supervisor", COMING, "", more_courses),
    ("my-data", "volunteer", {}, "", more_checks),
    ("my-data", "volunteer", {}, "", more_seen),
    ("my-data", "agent", {}, "", more_scored),
]


@pytest.mark.parametrize(("name", "role", "args", "query", "grow"), GROWING)
def test_more_rows_do_not_cost_more_queries(name, role, args, query, grow, world):  # noqa: F811
    page = next(page for page in PAGES if (page.name, page.args, page.query) == (name, args, query))
    grow(world, 2)
    few_words, few = visit(page, role, world)

    grow(world, 6)

    answer, many = visit(page, role, world)
    assert answer.status_code == 200
    assert len(answer.content) > len(few_words.content)
    assert len(many) == len(few), f"{name} asks {len(many)} instead of {len(few)}"
