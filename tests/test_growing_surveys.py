"""What customers said and what was erased of it ask as much for a dozen rows as for four."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gasservice.cases.models import Case, SurveyInvitation, SurveyResponse
from gasservice.questionnaires.models import WordsErased
from gasservice.registry.models import Customer
from gasservice.users.models import User
from tests.every_page import PAGES
from tests.test_every_page import visit
from tests.world import World, world  # noqa: F401

pytestmark = pytest.mark.django_db


def more_answers(_world: World, count: int) -> None:
    case, now = Case.objects.select_related("team").first(), timezone.now()
    for _ in range(count):
        number = SurveyInvitation.objects.count()
        asked = SurveyInvitation.objects.create(
            case=case, team=case.team, secret_hash=f"{number:064}", sent_at=now, expires_at=now + timedelta(days=14)
        )
        SurveyResponse.objects.create(invitation=asked, score=2, words="太晚了", answered_at=now)


def more_erased(_world: World, count: int) -> None:
    by, now = User.objects.get(email="supervisor@linjiang.example"), timezone.now()
    for customer in Customer.objects.all()[:2]:
        WordsErased.objects.bulk_create(
            WordsErased(customer=customer, by=by, at=now, reason="本人要求", answers=1) for _ in range(count)
        )


GROWING = [
    ("survey-answers", "officer", "", more_answers),
    ("dashboard-cases", "officer", "figure=answers&since=2026-01-01&until=2027-01-01", more_answers),
    ("erase-words", "officer", "", more_erased),
]


@pytest.mark.parametrize(("name", "role", "query", "grow"), GROWING)
def test_more_rows_do_not_cost_more_queries(name, role, query, grow, world):  # noqa: F811
    page = next(page for page in PAGES if (page.name, page.query) == (name, query))
    grow(world, 4)
    few_words, few = visit(page, role, world)

    grow(world, 8)

    answer, many = visit(page, role, world)
    assert answer.status_code == 200
    assert len(answer.content) > len(few_words.content)
    assert len(many) == len(few), f"{name} asks {len(many)} instead of {len(few)}"
