"""Each address, for each role: what it answers, in how many queries, in three languages."""

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from tests.every_page import PAGES, Page
from tests.world import ROLES, World, world  # noqa: F401

pytestmark = pytest.mark.django_db
SLACK = 2


def names_of(resolver, namespace: str = "") -> set[str]:
    names = set()
    for part in resolver.url_patterns:
        if hasattr(part, "url_patterns"):
            names |= names_of(part, namespace + (f"{part.namespace}:" if part.namespace else ""))
        elif part.name:
            names.add(namespace + part.name)
    return names


def address_of(page: Page, world: World) -> str:  # noqa: F811
    address = reverse(page.name, kwargs=world.args(**page.args))
    return f"{address}?{page.query}" if page.query else address


def visit(page: Page, role: str, world: World, **headers):  # noqa: F811
    """Look at a page as somebody, with nothing cached; give the answer and the number of queries, and undo it."""
    browser = world.browser_of(role)
    with transaction.atomic():
        if page.before:
            browser.post(reverse(page.before[0]), page.before[1])
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(address_of(page, world), headers=headers)
        transaction.set_rollback(True)
    return answer, len(queries)


def test_every_address_stands_in_the_table():
    admin = {name for name in names_of(get_resolver()) if name.startswith("admin:")}

    assert names_of(get_resolver()) - admin == {page.name for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_each_role_is_let_in_or_not_within_the_budget(page, world):  # noqa: F811
    visits = {role: visit(page, role, world) for role in ROLES}

    assert {role: answer.status_code for role, (answer, _) in visits.items()} == page.answers
    most = max(count for _, count in visits.values())
    assert most <= page.queries <= most + SLACK
