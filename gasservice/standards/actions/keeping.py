"""Writing the rows of catalogue entries, and noting every fault instead of stopping at the first."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models

from gasservice.standards.catalogue import Entry, Fault
from gasservice.standards.models import Dated


@dataclass
class Loading:
    """One run: how many rows it wrote and how many of them are new, by their plural name, and what is wrong."""

    written: dict[str, int] = field(default_factory=dict)
    new: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def keep_version(self, entry: Entry, model: type[Dated], *children: str, **links):
        """Write a dated row: the version of its thing that begins on its day."""
        return self.keep(entry, model, (*model.version_key(), "valid_from"), *children, **links)

    def keep(self, entry: Entry, model: type[models.Model], key: Iterable[str], *children: str, **links):
        """Write the row of an entry by its natural key; give nothing back when something is wrong with it."""
        try:
            facts = entry.columns(*children) | links
            row = model(**facts)
            row.clean_fields(exclude=links)
            natural = {name: getattr(row, name) for name in key}
            row, is_new = model.objects.update_or_create(**natural, defaults=facts)
        except (Fault, TypeError, ValidationError, IntegrityError) as error:
            self.faults.append(f"{entry.where}: {words_of(error)}")
            return None
        self.count(model, is_new)
        return row

    def keep_parts(self, parts: list[Entry], model: type[models.Model], **parent: models.Model) -> None:
        """Write the numbered rows below another, and take away those that the file no longer has."""
        for position, part in enumerate(parts, 1):
            self.keep(part, model, ("position", *parent), position=position, **parent)
        model.objects.filter(**parent, position__gt=len(parts)).delete()

    def is_known(self, entry: Entry, what: str, code: str, codes: Container[str]) -> bool:
        """Say whether a code names something; note it when it does not."""
        if code not in codes:
            self.faults.append(f"{entry.where}: there is no {what} “{code}”")
        return code in codes

    def count(self, model: type[models.Model], is_new: bool) -> None:
        name = str(model._meta.verbose_name_plural)
        self.written[name] = self.written.get(name, 0) + 1
        self.new[name] = self.new.get(name, 0) + is_new


def words_of(error: Exception) -> str:
    match error:
        case ValidationError():
            return "; ".join(f"{name}: {' '.join(words)}" for name, words in error.message_dict.items())
        case IntegrityError():
            return "its days overlap those of another version, or run backwards"
        case _:
            return str(error)
