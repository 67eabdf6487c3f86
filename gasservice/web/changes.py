"""Triggers that note once a statement what it changed, whoever writes it."""

import pgtrigger


def noting(statement: str, *columns: str, and_before: bool = False) -> list[pgtrigger.Trigger]:
    """Run a statement over all rows (`%(rows)s`) that come, go, or change in one of `columns`.

    What changed is given as it is now, and where we ask for it as it was before, too.
    """
    now, before = (", ".join(f"{side}.{column}" for column in columns) for side in ("n", "o"))
    differ = f"FROM new_rows n JOIN old_rows o ON n.id = o.id WHERE ({now}) IS DISTINCT FROM ({before})"
    changed = f"SELECT n.* {differ}" + (f" UNION ALL SELECT o.* {differ}" if and_before else "")
    return [
        after(pgtrigger.Insert, statement % {"rows": "new_rows"}, new="new_rows"),
        after(pgtrigger.Update, statement % {"rows": f"({changed})"}, new="new_rows", old="old_rows"),
        after(pgtrigger.Delete, statement % {"rows": "old_rows"}, old="old_rows"),
    ]


def after(operation: pgtrigger.Operation, statement: str, **tables: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"change_noted_{str(operation).lower()}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**tables),
        func=f"{statement}; RETURN NULL;",
    )
