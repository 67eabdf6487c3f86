"""Papers as PDF: a template of `templates/papers/` set by typst in the three languages, the same on every machine."""

import json
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import typst
from django.conf import settings

PAPERS = settings.BASE_DIR / "templates" / "papers"
TYPE = Path(find_spec("manimgx_fonts_cjk").origin).parent


def typeset(template: str, facts: dict, *, at: datetime) -> bytes:
    """Set `facts` by a template, which reads them as JSON: whatever people wrote stays text and is never markup."""
    return typst.compile(
        str(PAPERS / template),
        root=str(PAPERS),
        font_paths=[str(TYPE)],
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
        timestamp=int(at.timestamp()),
    )
