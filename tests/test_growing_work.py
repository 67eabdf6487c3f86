"""The pages of repairs and of arrears ask as much for thirty visits, findings, steps or jobs as for three."""

import pytest

from tests.every_page import PAGES
from tests.growing import more_asked, more_findings, more_jobs, more_steps, more_stops, more_work
from tests.growing_debts import more_debts
from tests.pages import case
from tests.test_every_page import visit
from tests.world import world  # noqa: F401

pytestmark = pytest.mark.django_db
FAULT, PROJECT, HUNG = case("fault"), case("project"), case("hung_case")
GROWING = [
    ("tracked-case", "owner", FAULT, more_work),
    ("case", "agent", FAULT, more_work),
    ("work-order", "agent", {"reference": "{order}"}, more_work),
    ("work-orders", "agent", {}, more_work),
    ("api-work", "owner", FAULT, more_work),
    ("api-charges", "owner", FAULT, more_work),
    ("inspection", "owner", HUNG, more_findings),
    ("inspect", "field", {"reference": "{inspected}"}, more_findings),
    ("project", "agent", PROJECT, more_steps),
    ("connection", "owner", PROJECT, more_steps),
    ("tracked-case", "owner", PROJECT, more_steps),
    ("case", "agent", PROJECT, more_steps),
    ("day-plan", "agent", {}, more_jobs),
    ("my-jobs", "field", {}, more_jobs),
    ("crews", "supervisor", {}, more_jobs),
    ("referred-work", "agent", {}, more_asked),
    ("supply-stops", "agent", {}, more_stops),
    ("arrears-desk", "agent", {}, more_debts),
    ("unowned-arrears", "supervisor", {}, more_debts),
    ("account-arrears", "owner", {"number": "{account}"}, more_debts),
]


@pytest.mark.parametrize(("name", "role", "args", "grow"), GROWING)
def test_more_work_does_not_cost_more_queries(name, role, args, grow, world):  # noqa: F811
    page = next(page for page in PAGES if (page.name, page.args, page.query) == (name, args, ""))
    grow(world, 3)
    few_words, few = visit(page, role, world)

    grow(world, 9)

    answer, many = visit(page, role, world)
    assert answer.status_code == 200
    assert len(answer.content) > len(few_words.content)
    assert len(many) == len(few), f"{name} asks {len(many)} instead of {len(few)}"
