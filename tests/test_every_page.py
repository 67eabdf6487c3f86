"""Each address, for each role: what it answers, in how many queries, in three languages."""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from gasservice.cases.actions.customer import customer_writes
from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.work import note_internally, reply_to_customer, take_case
from gasservice.cases.models import Case
from gasservice.files.actions import keep_upload
from gasservice.portal.sample.stage import count_figures
from gasservice.registry.actions.needs import declare_need
from gasservice.registry.models import (
    Community,
    Customer,
    GasAccount,
    Meter,
    Premise,
    Reading,
    ServicePoint,
    Tenure,
)
from gasservice.standards.models import CaseKind
from gasservice.users.actions import make_token
from gasservice.users.models import User
from gasservice.web.languages import LANGUAGES
from tests.every_page import HALF_WAY, PAGES, SIGN_IN, Page
from tests.files.pictures import picture, upload
from tests.registry.conftest import premise_in, read
from tests.world import ROLES, World, address_of, world  # noqa: F401

pytestmark = pytest.mark.django_db
SLACK = 2
# What is the same for everybody is asked for by these: nobody, a customer, the desk, and who sees all.
FEW = ("visitor", "owner", "agent", "officer")
SHOWN = [page for page in [*PAGES, *HALF_WAY] if page.template]
LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|%\(|\bNone\b")
NOT_SEEN = re.compile(r"<(script|style|svg|head)\b.*?</\1>|<(\w+)[^>]* lang=\"en\".*?</\2>|<[^>]+>|\S+@\S+", re.DOTALL)
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,]+[A-Za-z]{2,}){2,}")
IN_ENGLISH = {"api/docs.html"}  # for those who write programs
# What anybody may send; the rest of what is sent asks who sends it.
OPEN_TO_ALL = {"set-language", "api-file-complaints", "api-file-billing", "api-file-repairs"}
SHUT_TO_VISITORS = [
    page for page in PAGES if page.answers["visitor"] != 200 and page not in SIGN_IN and page.name not in OPEN_TO_ALL
]
WRITING = re.compile(r"(INSERT|UPDATE|DELETE)\b(?!.*django_session)")
# In the admin: what standards officers do not make or delete, promises that have begun, and what is not theirs at all.
SHUT = re.compile(
    "auth_|account_|mfa_|autocomplete|users_(user|invitation)_add|users_.*_delete|standards_(?!workingcalendar).*_delete"
)
ADMIN_QUERIES = 30


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
    cache.clear()
    with transaction.atomic():
        if page.before:
            browser.post(reverse(page.before[0]), page.before[1])
        with CaptureQueriesContext(connection) as queries:
            answer = getattr(browser, method)(address_of(page, world), headers=headers)
        transaction.set_rollback(True)
    return answer, [query["sql"] for query in queries]


def test_every_address_stands_in_the_table():
    assert names_of(get_resolver()) - set(admin_names()) == {page.name for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_each_role_is_let_in_or_not_within_the_budget(page, world):  # noqa: F811
    roles = ROLES if len(set(page.answers.values())) > 1 else FEW
    visits = {role: visit(page, role, world) for role in roles}

    assert {role: answer.status_code for role, (answer, _) in visits.items()} == {r: page.answers[r] for r in roles}
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


@pytest.mark.parametrize("page", SHUT_TO_VISITORS, ids=str)
def test_a_visitor_sends_nothing_to_what_is_not_theirs(page, world):  # noqa: F811
    answer, queries = visit(page, "visitor", world, method="post")

    assert answer.status_code in (302, 401, 403, 404, 405, 410)
    assert [query for query in queries if WRITING.match(query)] == []


# Shown in answer to what was posted and never asked for; the tests of leaks look at it.
ASKED_BACK = {"cases/leak_first.html"}


def test_templates_that_are_pages_are_all_visited(settings):
    root = settings.BASE_DIR / "templates"
    sources = {str(path.relative_to(root)): path.read_text() for path in root.rglob("*.html")}
    drawn_from = {base for source in sources.values() for base in re.findall(r'{% extends "([^"]+)"', source)}
    pages = {name for name, source in sources.items() if "{% extends" in source} - drawn_from
    errors = {name for name in pages if re.match(r"\d{3}", name)}
    ours = {name for name in pages - errors if not name.startswith(("admin/", "allauth/layouts/"))}

    assert ours - {page.template for page in SHOWN} - ASKED_BACK == set()


@pytest.mark.parametrize("name", admin_names())
def test_the_admin_is_for_standards_officers_alone(name, world):  # noqa: F811
    address = admin_address(name)

    if name not in ("admin:login", "admin:logout"):
        assert world.browser_of("supervisor").get(address).status_code == 302
        with CaptureQueriesContext(connection) as queries:
            answer = world.browser_of("officer").get(address)
        assert answer.status_code in ({302, 403} if SHUT.search(name) else {200})
        assert len(queries) <= ADMIN_QUERIES


def admin_address(name: str) -> str:
    if name in ("admin:app_list", "admin:view_on_site"):
        return reverse("admin:app_list", args=["standards"])
    label = name.removeprefix("admin:").rpartition("_")[0]
    models = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}
    if label not in models or name.endswith(("_changelist", "_add")):
        return reverse(name)
    return reverse(name, args=[getattr(models[label].objects.first(), "pk", 1)])


def more_cases(world: World, count: int) -> None:  # noqa: F811
    """File as many more, each at its own place, taken by the agent or by nobody."""
    owner, agent = user_called("customer"), user_called("agent")
    garden, customer, now = Community.objects.get(code="C1"), Customer.objects.get(code="K1"), timezone.now()
    kinds = list(CaseKind.objects.filter(door="complaints", is_about_a_person=False))
    for n in range(count):
        home = premise_in(garden, "9", "9", str(Premise.objects.count()))
        whose = {"customer": customer, "premise": home, "community": garden, "channel": "web"}
        filed = open_case(kind=kinds[n % len(kinds)], words="违约金不对。", by=owner, at=now, **whose)
        if filed.case.team == agent.team:
            take_case(case=filed.case, by=agent, at=now)
    count_figures(now)


def more_words(world: World, count: int) -> None:  # noqa: F811
    """Write, answer and note more on the complaint, with photos."""
    case, now = Case.objects.get(reference=world.names["case"]), timezone.now()
    owner, agent = user_called("customer"), user_called("agent")
    for _ in range(count):
        photo = keep_upload(upload=upload(picture()), by=owner, at=now)
        customer_writes(case=case, words="请尽快。", by=owner, at=now, files=[photo])
        case.refresh_from_db()
        reply_to_customer(case=case, words="好的。", seen_event=case.last_event_id, by=agent, at=now)
        note_internally(case=case, words="已致电。", by=agent, at=now)


def more_papers(world: World, count: int) -> None:  # noqa: F811
    """Read the meter more often, and give the owner more tokens, needs and homes."""
    owner, customer, now = user_called("customer"), Customer.objects.get(code="K1"), timezone.now()
    meter, garden = Meter.objects.get(serial="M1"), Community.objects.get(code="C1")
    for n in range(count):
        read(meter, now.date() - timedelta(days=200 + Reading.objects.count()), "1")
        home = premise_in(garden, "8", "8", str(Premise.objects.count()))
        point = ServicePoint.objects.create(code=home.code, premise=home)
        account = GasAccount.objects.create(number=f"2{home.pk:06}", service_point=point, opened_on=now.date())
        Tenure.objects.create(gas_account=account, customer=customer, held_from=now.date())
        declare_need(premise=home, customer=customer, kind="infant", has_consent=True, by=owner, at=now)
        if n < 9:
            make_token(user=owner, name="家用", days=30, at=now)


def user_called(place: str) -> User:
    return User.objects.get(email=f"{place}@linjiang.example")


GROWING = [
    ("desk-queue", "agent", more_cases),
    ("desk-queue", "officer", more_cases),
    ("dashboard", "supervisor", more_cases),
    ("dashboard-cases", "supervisor", more_cases),
    ("my-gas", "owner", more_cases),
    ("inbox", "owner", more_cases),
    ("api-cases", "owner", more_cases),
    ("api-cases", "agent", more_cases),
    ("case", "agent", more_words),
    ("tracked-case", "owner", more_words),
    ("api-case", "agent", more_words),
    ("my-gas", "owner", more_papers),
    ("gas-account", "owner", more_papers),
    ("priority-needs", "owner", more_papers),
    ("needs-to-look-at", "agent", more_papers),
    ("places", "agent", more_papers),
    ("my-tokens", "owner", more_papers),
]


@pytest.mark.parametrize(("name", "role", "grow"), GROWING)
def test_more_rows_do_not_cost_more_queries(name, role, grow, world):  # noqa: F811
    page = next(page for page in PAGES if page.name == name and page.answers[role] == 200)
    grow(world, 3)
    _, few = visit(page, role, world)

    grow(world, 27)

    answer, many = visit(page, role, world)
    assert answer.status_code == 200
    assert len(many) == len(few)
