"""What fits on a screen can be read: how long a function, a module and a template may be."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PRODUCT = ("gasservice", "complaints", "billing", "repairs")
LINES_OF_A_FUNCTION, LINES_OF_A_MODULE, LINES_OF_A_TEMPLATE = 25, 300, 80
# One page on purpose: whoever runs the portal finds every setting there.
ONE_PAGE = {"gasservice/settings.py"}


@pytest.fixture
def modules(settings) -> list[Path]:
    found = [path for name in PRODUCT for path in (settings.BASE_DIR / name).rglob("*.py")]
    return [path.relative_to(settings.BASE_DIR) for path in found if "migrations" not in path.parts]


def functions_in(path: Path) -> Iterator[tuple[str, int]]:
    """Give each function with the lines of its body; what it takes and says of itself does not count."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            yield node.name, body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_a_function_fits_on_a_screen(modules, settings):
    lengths = {f"{path}: {name}": n for path in modules for name, n in functions_in(settings.BASE_DIR / path)}

    assert {name: n for name, n in lengths.items() if n > LINES_OF_A_FUNCTION} == {}


def test_a_module_is_about_one_thing(modules, settings):
    lengths = {str(path): len((settings.BASE_DIR / path).read_text().splitlines()) for path in modules}

    assert {name: n for name, n in lengths.items() if n > LINES_OF_A_MODULE and name not in ONE_PAGE} == {}


def test_a_template_is_one_section_or_puts_sections_together(settings):
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    lengths = {path.name: len(path.read_text().splitlines()) for path in templates}

    assert {name: n for name, n in lengths.items() if n > LINES_OF_A_TEMPLATE} == {}
