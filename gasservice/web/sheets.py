"""Files for spreadsheets, which run what looks like a formula and guess what they are written in."""

from collections.abc import Iterable

# What a spreadsheet would take for a formula, or a sign that hides one.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
SHEET_MARK = "\ufeff"  # without it a spreadsheet takes Chinese for something else


def sheet_safe(cells: Iterable[object]) -> list[object]:
    """Keep a spreadsheet from running what somebody typed."""
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in cells]
