"""The published catalogue as files tell it: entries with a place to point at, and texts flattened to columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

LANGUAGES = ("en", "zh_hans", "zh_hant")
SEED = Path(__file__).parent / "seed"


class Fault(ValueError):
    """What is wrong with an entry, fit to be told to whoever wrote the file."""


@dataclass(frozen=True)
class Entry:
    """One entry of a file; `where` names both, for telling what is wrong."""

    where: str
    facts: dict

    def columns(self, *children: str) -> dict:
        """Give the entry as columns, without its `children`; raises Fault where a text lacks a language."""
        columns = {}
        for name, value in self.facts.items():
            if name in children:
                continue
            if isinstance(value, dict):
                columns |= texts_of(name, value)
            else:
                columns[name] = value
        return columns

    def part(self, name: str, number: object, facts: dict) -> "Entry":
        """Name a place below this entry: `where` says which."""
        return Entry(f"{self.where} › {name} {number}", facts)

    def parts(self, name: str) -> "list[Entry]":
        """Give the children listed under `name`, each with its place."""
        return [self.part(name, number, facts) for number, facts in enumerate(self.facts.get(name, []), 1)]


def texts_of(name: str, texts: dict) -> dict[str, str]:
    """Flatten one text in three languages to its columns."""
    strange = sorted(set(map(str, texts)) - set(LANGUAGES))
    missing = [language for language in LANGUAGES if not str(texts.get(language) or "").strip()]
    if missing or strange:
        said = [f"lacks {language}" for language in missing] + [f"knows no language {language}" for language in strange]
        raise Fault(f"{name} {', '.join(said)}")
    return {f"{name}_{language}": texts[language] for language in LANGUAGES}


def read_file(folder: Path, name: str) -> dict:
    """Read one file of the catalogue; raises Fault when it is not there or not YAML."""
    path = folder / f"{name}.yaml"
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Fault(f"{path.name}: is missing") from None
    except yaml.YAMLError as error:
        raise Fault(f"{path.name}: {' '.join(str(error).split())}") from None
    if not isinstance(content, dict) or not isinstance(content.get(name), list):
        raise Fault(f"{path.name}: needs a list under “{name}”")
    return content


def entries_of(content: dict, name: str) -> Iterator[Entry]:
    """Give the entries of a file; a `valid_from` on top holds for each that names none of its own."""
    above = {"valid_from": content["valid_from"]} if "valid_from" in content else {}
    for number, facts in enumerate(content[name], 1):
        if not isinstance(facts, dict):
            raise Fault(f"{name}.yaml: entry {number} must be a mapping")
        code = facts.get("code") or facts.get("part") or f"entry {number}"
        yield Entry(f"{name}.yaml: {code}", above | facts)
