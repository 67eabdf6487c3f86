"""Each address, for each role: what it answers, in how many queries, in three languages."""

import re

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from gasservice.web.languages import LANGUAGES
from tests.every_page import HALF_WAY, PAGES, SIGN_IN, Page
from tests.world import ROLES, World, address_of, world  # noqa: F401

pytestmark = pytest.mark.django_db
SLACK = 2
SHOWN = [page for page in [*PAGES, *HALF_WAY] if page.template]
LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|%\(|\bNone\b")
NOT_SEEN = re.compile(r"<(script|style|svg|head)\b.*?</\1>|<(\w+)[^>]* lang=\"en\".*?</\2>|<[^>]+>|\S+@\S+", re.DOTALL)
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,]+[A-Za-z]{2,}){2,}")
IN_ENGLISH = {"api/docs.html"}  # for those who write programs
# What anybody may send; the rest of what is sent asks who sends it.
OPEN_TO_ALL = {"set-language", "api-file-complaints", "api-file-billing", "api-file-repairs"}
WRITING = re.compile(r"(INSERT|UPDATE|DELETE)\b(?!.*django_session)")
# In the admin: what standards officers may look at and never make or delete, and what is not theirs at all.
SHUT = re.compile(r"auth_|account_|mfa_|(users_(user|invitation)_(add|delete))|users_team_delete|invitation_.*change$")


def names_of(resolver, namespace: str = "") -> set[str]:
    names = set()
    for part in resolver.url_patterns:
        if hasattr(part, "url_patterns"):
            names |= names_of(part, namespace + (f"{part.namespace}:" if part.namespace else ""))
        elif part.name:
            names.add(namespace + part.name)
    return names


def admin_names() -> list[str]:
    return sorted(name for name in names_of(get_resolver()) if name.startswith("admin:"))


def visit(page: Page, role: str, world: World, method: str = "get", **headers):  # noqa: F811
    """Ask for a page as somebody, with nothing cached; give the answer and its queries, and undo all."""
    browser = world.browser_of(role)
    with transaction.atomic():
        if page.before:
            browser.post(reverse(page.before[0]), page.before[1])
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = getattr(browser, method)(address_of(page, world), headers=headers)
        transaction.set_rollback(True)
    return answer, [query["sql"] for query in queries]


def test_every_address_stands_in_the_table():
    assert names_of(get_resolver()) - set(admin_names()) == {page.name for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_each_role_is_let_in_or_not_within_the_budget(page, world):  # noqa: F811
    visits = {role: visit(page, role, world) for role in ROLES}

    assert {role: answer.status_code for role, (answer, _) in visits.items()} == page.answers
    most = max(len(queries) for _, queries in visits.values())
    assert most <= page.queries <= most + SLACK, f"{page} asks {most}"


@pytest.mark.parametrize("page", SHOWN, ids=str)
def test_it_speaks_three_languages(page, world):  # noqa: F811
    for code, language in LANGUAGES.items():
        answer, _ = visit(page, page.guest, world, accept_language=code)

        assert answer.status_code == page.answers[page.guest]
        assert page.template in {template.name for template in answer.templates}
        assert f'<html lang="{language.html}">' in answer.text
        assert LEFTOVERS.findall(words_on(answer.text)) == []
        if code != "en" and page.template not in IN_ENGLISH:
            assert ENGLISH.findall(words_on(answer.text)) == []


def words_on(html: str) -> str:
    return NOT_SEEN.sub("\n", html)


@pytest.mark.parametrize("page", [page for page in PAGES if page.answers["visitor"] != 200], ids=str)
def test_a_visitor_sends_nothing_to_what_is_not_theirs(page, world):  # noqa: F811
    if page.name in OPEN_TO_ALL or page in SIGN_IN:
        return
    answer, queries = visit(page, "visitor", world, method="post")

    assert answer.status_code in (302, 401, 403, 404, 405, 410)
    assert [query for query in queries if WRITING.match(query)] == []


def test_templates_that_are_pages_are_all_visited(settings):
    root = settings.BASE_DIR / "templates"
    sources = {str(path.relative_to(root)): path.read_text() for path in root.rglob("*.html")}
    drawn_from = {base for source in sources.values() for base in re.findall(r'{% extends "([^"]+)"', source)}
    pages = {name for name, source in sources.items() if "{% extends" in source} - drawn_from
    errors = {name for name in pages if re.match(r"\d{3}", name)}
    ours = {name for name in pages - errors if not name.startswith(("admin/", "allauth/layouts/"))}

    assert ours - {page.template for page in SHOWN} == set()


@pytest.mark.parametrize("name", admin_names())
def test_the_admin_is_for_standards_officers_alone(name, world):  # noqa: F811
    address = admin_address(name)
    answers = {role: world.browser_of(role).get(address).status_code for role in ("visitor", "owner", "supervisor")}

    if name in ("admin:login", "admin:logout"):
        return
    assert set(answers.values()) == {302}
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        answer = world.browser_of("officer").get(address)
    assert (answer.status_code, len(queries) <= 30) == (403 if SHUT.search(name) else 200, True)


def admin_address(name: str) -> str:
    if name in ("admin:app_list", "admin:view_on_site"):
        return reverse("admin:app_list", args=["standards"])
    label = name.removeprefix("admin:").rpartition("_")[0]
    models = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}
    if label not in models or name.endswith(("_changelist", "_add")):
        return reverse(name)
    return reverse(name, args=[getattr(models[label].objects.first(), "pk", 1)])
