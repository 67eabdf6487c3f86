"""The catalogue as it is published, and a copy of its files to spoil."""

import shutil

import pytest

from gasservice.standards.catalogue import SEED
from tests.shelf import publish_catalogue


@pytest.fixture
def catalogue(db):
    publish_catalogue()


@pytest.fixture
def files(tmp_path):
    """A copy of the files; `files(name, old, new)` spoils one of them."""
    folder = shutil.copytree(SEED, tmp_path / "seed")

    def spoil(name: str, old: str, new: str):
        path = folder / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return spoil
