"""Whom a large draft hits is counted while nobody waits; a small one at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.registry.models import Interruption, InterruptionVersion
from repairs.actions.outage_counting import COUNTED_AGAIN_AFTER, count_draft
from repairs.actions.outages import StillCounting, draft_of
from repairs.queries import areas
from repairs.queries.areas import hit_at_once, hit_by, hit_of_draft, parts_of
from tests.repairs.outages import NOON, all_of, publish, rewritten, write
from tests.repairs.test_outage_pages import browser_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def estate(quarter, monkeypatch):
    """An estate of three homes, where two are as many as are counted while somebody waits."""
    monkeypatch.setattr(areas, "AT_ONCE", 2)
    for name in ("mei", "bo", "kai"):
        quarter.home(name, quarter.garden)
    quarter.home("far", quarter.court)
    return quarter


def counted(draft) -> int:
    draft.refresh_from_db()
    return draft.hit_accounts


def test_a_large_area_is_left_to_the_sweep_and_a_small_one_is_not(estate):
    large, small = write(estate, all_of(estate.garden)), write(estate, all_of(estate.court))

    assert (hit_of_draft(large), hit_of_draft(small).accounts) == (None, 1)
    assert hit_at_once(parts_of(large)) is None
    assert hit_by(parts_of(large)).accounts == 3


def test_the_sweep_counts_each_draft_once_and_again_after_an_hour(estate):
    draft = write(estate, all_of(estate.garden))

    assert (count_draft(at=NOON), count_draft(at=NOON)) == (1, 0)
    assert counted(draft) == 3
    estate.home("new", estate.garden)
    assert count_draft(at=NOON + COUNTED_AGAIN_AFTER) == 1
    assert hit_of_draft(InterruptionVersion.objects.get()).accounts == 4


def test_a_draft_that_is_written_anew_is_counted_anew(estate):
    draft = write(estate, all_of(estate.garden))
    count_draft(at=NOON)

    rewritten(draft.interruption, estate, all_of(estate.garden), all_of(estate.court), at=NOON + timedelta(minutes=1))

    assert counted(draft) is None
    count_draft(at=NOON + timedelta(minutes=2))
    assert counted(draft) == 4


def test_a_planned_outage_waits_for_its_count_and_an_emergency_for_nothing(estate):
    planned = write(estate, all_of(estate.garden))
    urgent = write(estate, all_of(estate.garden), starts_at=NOON, is_planned=False)

    with pytest.raises(StillCounting):
        publish(planned, estate.ann)
    assert publish(urgent, estate.ann).current.hit_accounts == 3
    while count_draft(at=NOON):
        pass
    planned.refresh_from_db()
    assert publish(planned, estate.ann).current.hit_accounts == 3


def test_what_is_published_or_over_is_not_counted_again(estate):
    draft = write(estate, all_of(estate.court))
    publish(draft, estate.ann)
    gone = write(estate, all_of(estate.garden))
    Interruption.objects.filter(pk=gone.interruption_id).update(cancelled_at=NOON)

    assert count_draft(at=NOON + 2 * COUNTED_AGAIN_AFTER) == 0


def test_the_page_says_that_it_is_counted_and_then_how_many(estate):
    browser = browser_of(estate.ann)

    looked = browser.post(reverse("new-outage"), typed(str(estate.garden.pk), check="1"))
    kept = browser.post(reverse("new-outage"), typed(str(estate.garden.pk)), follow=True)
    draft = draft_of(Interruption.objects.get())
    refused = browser.post(
        reverse("publish-outage", args=[draft.interruption.reference]), {"seen": draft.drafted_at.isoformat()}
    )
    count_draft(at=timezone.now())
    seen = browser.get(reverse("desk-outage", args=[draft.interruption.reference]))

    assert "counted once the draft is kept" in looked.text
    assert "In time by every rule" in looked.text
    assert "Being counted" in kept.text
    assert "takes a moment to count" in refused.text
    assert "3 gas accounts" in seen.text
