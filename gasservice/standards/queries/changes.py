"""What a version of a service changes of the one before it, text by text and part by part."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.standards.differences import Run, parts_paired, runs_between
from gasservice.standards.models import CaseKind, ServiceItem
from gasservice.standards.pages import PARTS, TEXTS, PartKind, columns_of
from gasservice.web.languages import LANGUAGES, Language, localized
from gasservice.web.say import say_day


@dataclass(frozen=True)
class TextChange:
    """One text that differs, in one language where it is written in three."""

    label: str
    runs: list[Run]
    language: Language | None = None


@dataclass(frozen=True)
class PlaceChange:
    """A place of the page that is changed, added or taken out, with its texts that differ."""

    label: str
    kind: str
    texts: list[TextChange]


def changes_between(old: ServiceItem | None, new: ServiceItem) -> list[PlaceChange]:
    """Give only what differs, in the order of the page; without an old version all is added."""
    places = [PlaceChange(_("The page"), "changed" if old else "added", page_changes(old, new))]
    for kind in PARTS:
        places += part_changes(kind, parts_of(old, kind), parts_of(new, kind))
    places += fee_changes(fees_named_by(old), fees_named_by(new))
    return [place for place in places if place.texts]


def page_changes(old: ServiceItem | None, new: ServiceItem) -> list[TextChange]:
    facts = [
        (_("Last day"), end_of(old, unless=new.valid_from), end_of(new)),
        (_("What asking for it opens"), kind_opened_by(old), kind_opened_by(new)),
        (_("Place in the list"), str(old.position) if old else "", str(new.position)),
    ]
    plain = [TextChange(label, whole_runs(was, now)) for label, was, now in facts if was != now]
    return plain + text_changes(TEXTS, old, new)


def text_changes(texts: dict[str, str], old: object, new: object) -> list[TextChange]:
    """Compare the texts of two rows, of which one may be missing."""
    found = []
    for text, label in texts.items():
        for language in LANGUAGES.values():
            was, now = (getattr(row, f"{text}_{language.column}") if row else "" for row in (old, new))
            if was != now:
                found.append(TextChange(str(label), runs_between(was, now), language))
    return found


def whole_runs(was: str, now: str) -> list[Run]:
    return [Run(kind, text) for kind, text in (("taken_out", was), ("added", now)) if text]


def parts_of(item: ServiceItem | None, kind: PartKind) -> list:
    return list(getattr(item, kind.name).all()) if item else []


def part_changes(kind: PartKind, old: list, new: list) -> Iterator[PlaceChange]:
    """Compare numbered parts: one that keeps most of its words is the same part, wherever it stands."""
    columns = columns_of(kind.texts)
    before, after = ([tuple(getattr(part, column) for column in columns) for part in parts] for parts in (old, new))
    for was, now in parts_paired(before, after):
        number = (was if now is None else now) + 1
        how = "taken_out" if now is None else "added" if was is None else "changed"
        texts = text_changes(kind.texts, None if was is None else old[was], None if now is None else new[now])
        yield PlaceChange(kind.numbered % {"number": number}, how, texts)


def fees_named_by(item: ServiceItem | None) -> dict[str, str]:
    """Give the fees that a version names, each once however often its price changed."""
    return {fee.code: localized(fee, "name") for fee in item.fees.all()} if item else {}


def fee_changes(old: dict[str, str], new: dict[str, str]) -> Iterator[PlaceChange]:
    for code in sorted(old.keys() - new.keys()):
        yield PlaceChange(_("Fees"), "taken_out", [TextChange(_("Fee"), [Run("taken_out", old[code])])])
    for code in sorted(new.keys() - old.keys()):
        yield PlaceChange(_("Fees"), "added", [TextChange(_("Fee"), [Run("added", new[code])])])


def end_of(item: ServiceItem | None, *, unless: date | None = None) -> str:
    """Say the last day of a version, unless it ends only because the next begins."""
    if item is None or item.valid_until in (None, unless):
        return ""
    return say_day(item.last_day, now=timezone.now())


def kind_opened_by(item: ServiceItem | None) -> str:
    """Name the kind of case that asking for a service opens."""
    if item is None:
        return ""
    kind = CaseKind.objects.filter(door=item.door, code=item.kind_code).order_by("-valid_from").first()
    return localized(kind, "name") if kind else item.kind_code
