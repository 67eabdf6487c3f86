"""Outages as feeds: RSS 2.0 for people, JSON Feed 1.1 with the facts for machines; an entry for each thing told."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _

from gasservice.registry.models import InterruptionVersion
from gasservice.web.company import company_in
from gasservice.web.languages import LANGUAGES, language_named, localized
from gasservice.web.say import say_when
from repairs.outage_story import lead_of, whole_hours
from repairs.queries.outage_pages import Outage, Place, Step, places_of, said_places, story_of, told_by

ENTRIES = 60
FRESH = 300  # seconds


@dataclass(frozen=True)
class Entry:
    """One thing told of an outage; its name never changes, so that a reader shows it once."""

    outage: Outage
    step: Step

    @property
    def identity(self) -> str:
        version = f":{self.step.version.number}" if self.step.version else ""
        return f"outage:{self.outage.row.reference}{version}:{self.step.kind}"

    @property
    def version(self) -> InterruptionVersion:
        """Give the version that the entry tells of; a moment of the course tells of the one that holds."""
        return self.step.version or self.outage.now

    @property
    def places(self) -> list[Place]:
        return places_of(self.version.areas.all())

    @property
    def title(self) -> str:
        kind = _("Planned outage") if self.outage.row.is_planned else _("Sudden outage")
        facts = {"kind": kind, "places": said_places(self.places), "step": self.step.kind.label}
        return _("%(kind)s, %(places)s: %(step)s") % facts

    @property
    def url(self) -> str:
        return settings.SITE_URL + reverse("outage", args=[self.outage.row.reference])

    def text(self) -> str:
        version = self.version
        moments = {
            "from": say_when(version.starts_at, now=self.step.at),
            "until": say_when(version.ends_at, now=self.step.at),
        }
        changes = [str(change.label) for change in self.step.changes]
        said = [_("From %(from)s until %(until)s.") % moments, localized(version, "reason"), *changes]
        return "\n".join([*said, localized(version, "advice")]).strip()


def entries_of(outages: Iterable[Outage]) -> list[Entry]:
    """Give what was told last of some outages, the latest first."""
    entries = [Entry(outage, step) for outage in outages for step in story_of(outage)]
    return sorted(entries, key=lambda entry: entry.step.at, reverse=True)[:ENTRIES]


def rss_response(request: HttpRequest, entries: list[Entry]) -> HttpResponse:
    company, language = company_in(), language_named()
    feed = Rss201rev2Feed(
        title=feed_title(company["name"]),
        link=settings.SITE_URL + reverse("outages"),
        description=_("Where gas is off or will be, why, and until when"),
        language=language.html,
        feed_url=address_of(request),
        ttl=FRESH // 60,
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=entry.text(),
            unique_id=entry.identity,
            unique_id_is_permalink=False,
            pubdate=entry.step.at,
        )
    return kept(request, HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type), entries)


def json_response(request: HttpRequest, entries: list[Entry]) -> HttpResponse:
    company, language = company_in(), language_named()
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed_title(company["name"]),
        "home_page_url": settings.SITE_URL + reverse("outages"),
        "feed_url": address_of(request),
        "description": _("Where gas is off or will be, why, and until when"),
        "language": language.html,
        "authors": [{"name": company["name"], "url": settings.SITE_URL}],
        "items": [item_of(entry) for entry in entries],
    }
    response = JsonResponse(feed, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})
    return kept(request, response, entries)


def item_of(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.identity,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.text(),
        "date_published": written(entry.step.at),
        "tags": ["planned" if entry.outage.row.is_planned else "emergency", entry.step.kind.value],
        "_outage": facts_of(entry),
    }


def facts_of(entry: Entry) -> dict[str, object]:
    """Give the facts of an outage as the entry's version has them, the same in every language."""
    row, version = entry.outage.row, entry.version
    moments = ("started_at", "cancelled_at", "restored_at", "cleared_at")
    return {
        "reference": row.reference,
        "is_planned": row.is_planned,
        "event": entry.step.kind.value,
        "version": version.number,
        "published_at": written(version.published_at),
        "starts_at": written(version.starts_at),
        "ends_at": written(version.ends_at),
        **{name: written(getattr(row, name)) for name in moments},
        "hours_ahead": hours_ahead(entry.outage, version) if row.is_planned else None,
        "late_notice_reason": version.override_reason or None,
        "reason": {language.html: getattr(version, f"reason_{language.column}") for language in LANGUAGES.values()},
        "area": [area_of(place) for place in entry.places],
    }


def hours_ahead(outage: Outage, version: InterruptionVersion) -> int:
    """Give the whole hours between the announcement, as it stood with a version, and its start."""
    told = [told_by(each) for each in outage.row.told if each.number <= version.number]
    return whole_hours(lead_of(told))


def area_of(place: Place) -> dict[str, object]:
    community = place.community
    return {
        "code": community.code,
        "name": community.name,
        "name_en": community.name_en,
        "district": community.district.code,
        "is_whole": place.is_whole,
        "buildings": place.buildings,
        "single_addresses": place.points,
    }


def written(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None


def feed_title(company: str) -> str:
    return _("Outages: %(company)s") % {"company": company}


def address_of(request: HttpRequest) -> str:
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return settings.SITE_URL + request.path + asked


def kept(request: HttpRequest, response: HttpResponse, entries: list[Entry]) -> HttpResponse:
    """Let readers and proxies keep a feed for a few minutes, and ask whether theirs still holds."""
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    modified = int(entries[0].step.at.timestamp()) if entries else None
    response["ETag"] = etag
    response["Content-Language"] = language_named().html
    response["X-Content-Type-Options"] = "nosniff"
    if modified:
        response["Last-Modified"] = http_date(modified)
    patch_cache_control(response, public=True, max_age=FRESH)
    patch_vary_headers(response, ["Accept-Language"])
    return get_conditional_response(request, etag=etag, last_modified=modified, response=response)
