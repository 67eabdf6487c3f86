"""How another system's columns and words become ours, read from a YAML file (docs/import-cases.md)."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from django.core.validators import validate_slug
from django.utils.translation import gettext as _

from gasservice.cases.terms import Status
from gasservice.standards.terms import Door
from gasservice.web.refusals import Refusal

SHIPPED = Path(__file__).parent / "mappings"
# A word of theirs that leaves the status to the dates: closed where a closing date stands, else open.
BY_DATES = "by_dates"
# In progress needs an owner here and waiting needs a hold: neither can come from outside.
STATUSES = (Status.OPEN, Status.CLOSED, Status.WITHDRAWN, BY_DATES)
VERDICTS = {"kept": True, "missed": False}


class BadMapping(Refusal):
    """The mapping file does not say what it must."""


@dataclass(frozen=True)
class Columns:
    """Which columns of theirs hold what; several are joined."""

    reference: str
    opened: str
    status: str
    closed: str = ""
    due: str = ""
    kind: str = ""
    verdict: str = ""
    title: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    place: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        single = [self.reference, self.opened, self.status, self.closed, self.due, self.kind, self.verdict]
        return [name for name in (*single, *self.title, *self.words, *self.place) if name]


@dataclass(frozen=True)
class Mapping:
    """Everything one needs to know to read a file of another system."""

    source: str
    time_zone: ZoneInfo
    date_formats: tuple[str, ...]
    columns: Columns
    statuses: dict[str, str]
    kinds: dict[str, str]
    default_kind: str
    verdicts: dict[str, bool]
    empty: frozenset[str]

    def moment(self, cell: str) -> datetime:
        """Read a moment in their zone and formats, or raise a ValueError that says what is wrong."""
        for pattern in self.date_formats:
            try:
                at = datetime.strptime(cell, pattern)  # noqa: DTZ007  the zone follows
            except ValueError:
                continue
            return (at if at.tzinfo else at.replace(tzinfo=self.time_zone)).astimezone(UTC)
        raise ValueError(_("“%(cell)s” is no date in the form of the mapping") % {"cell": cell})

    def kind_of(self, word: str) -> str:
        return self.kinds.get(word, self.default_kind)


def find_mapping(name: str) -> Path:
    """Find a mapping by its path, or one of the shipped ones by its name."""
    path, shipped = Path(name), SHIPPED / f"{name}.yaml"
    return shipped if not path.exists() and shipped.exists() else path


def read_mapping(text: str) -> Mapping:
    """Read a mapping file; raises BadMapping with what is wrong."""
    try:
        facts = yaml.safe_load(text)
    except yaml.YAMLError as broken:
        raise BadMapping(_("The mapping is no YAML: %(why)s") % {"why": broken}) from broken
    try:
        return mapping_of(facts)
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise BadMapping(_("The mapping is wrong: %(why)s") % {"why": wrong}) from wrong


def mapping_of(facts: dict) -> Mapping:
    known = {"source", "time_zone", "date_formats", "columns", "statuses", "kinds", "default_kind", "verdicts", "empty"}
    refuse_strange(facts, known, known - {"kinds", "verdicts", "empty"})
    validate(facts["source"])
    kinds = {str(word): kind for word, kind in facts.get("kinds", {}).items()}
    for kind in (facts["default_kind"], *kinds.values()):
        refuse_unless(kind.partition("/")[0] in Door.values and kind.partition("/")[2], kind, "door/kind")
    statuses = {str(word).lower(): status for word, status in facts["statuses"].items()}
    for status in statuses.values():
        refuse_unless(status in STATUSES, status, ", ".join(STATUSES))
    for verdict in facts.get("verdicts", {}).values():
        refuse_unless(verdict in VERDICTS, verdict, ", ".join(VERDICTS))
    return Mapping(
        source=facts["source"],
        time_zone=zone(facts["time_zone"]),
        date_formats=tuple(facts["date_formats"]),
        columns=columns_of(facts["columns"]),
        statuses=statuses,
        kinds=kinds,
        default_kind=facts["default_kind"],
        verdicts={str(word): VERDICTS[verdict] for word, verdict in facts.get("verdicts", {}).items()},
        empty=frozenset(str(word).strip() for word in facts.get("empty", [])) | {""},
    )


def columns_of(facts: dict) -> Columns:
    refuse_strange(facts, {field.name for field in fields(Columns)}, {"reference", "opened", "status"})
    several = {"title", "words", "place"}
    return Columns(**{name: tuple(value) if name in several else value for name, value in facts.items()})


def refuse_strange(facts: dict, known: set[str], required: set[str]) -> None:
    if strange := sorted(set(facts) - known):
        raise ValueError(_("it knows no %(names)s") % {"names": ", ".join(strange)})
    if missing := sorted(required - set(facts)):
        raise ValueError(_("it lacks %(names)s") % {"names": ", ".join(missing)})


def refuse_unless(is_right: object, value: str, known: str) -> None:
    if not is_right:
        raise ValueError(_("“%(value)s” is none of: %(known)s") % {"value": value, "known": known})


def validate(source: str) -> None:
    try:
        validate_slug(source)
    except Exception as wrong:
        raise ValueError(_("“%(value)s” is no short name of a source") % {"value": source}) from wrong


def zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        raise ValueError(_("there is no time zone “%(name)s”") % {"name": name}) from None
