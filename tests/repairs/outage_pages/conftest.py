"""The places of the registry's tests, and outages told in several versions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gasservice.registry.models import Community, CommunityName, Interruption, InterruptionArea, InterruptionVersion
from tests.registry.conftest import (  # noqa: F401
    account,
    bo,
    district,
    garden,
    home,
    mei,
    mei_user,
    meter,
    names,
    three,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def court(district):  # noqa: F811
    """Another community, in another district."""
    from gasservice.registry.models import District

    south = District.objects.create(code="south", **three("name", "South"))
    community = Community.objects.create(code="C2", district=south, name="锦纺佳苑")
    names(CommunityName, {"community": community}, ("锦纺佳苑", timezone.localdate(), None))
    return community


def next_version(outage: Interruption, *areas: InterruptionArea, **facts) -> InterruptionVersion:
    """Publish a version that says what the one before said, but for `facts` and the area."""
    before = outage.current
    kept = {
        field.name: getattr(before, field.name)
        for field in before._meta.concrete_fields
        if field.name not in ("id", "number", "published_at")
    }
    published_at = facts.pop("published_at")
    version = InterruptionVersion.objects.create(**{**kept, **facts}, number=before.number + 1)
    version.areas.set(areas, bulk=False)
    InterruptionVersion.objects.filter(pk=version.pk).update(published_at=published_at)
    outage.current = InterruptionVersion.objects.get(pk=version.pk)
    outage.save()
    return outage.current
