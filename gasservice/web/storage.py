"""Static files as browsers like them: hashed, compressed, and each stylesheet in one piece."""

import posixpath
import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("(?P<url>[\w./-]+\.css)"\) layer\((?P<layer>[\w-]+)\);')


class WholeSheetStorage(CompressedManifestStaticFilesStorage):
    """Put each imported stylesheet in the place of its `@import`, then hash and compress as WhiteNoise does.

    The sources keep one file a component, which a browser would fetch one by one; a page asks for one sheet.
    """

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run:
            for name in [name for name in paths if name.endswith(".css")]:
                sheet = _read(paths, name)
                whole = IMPORT.sub(lambda found, name=name: _layer(paths, name, found), sheet)
                if whole != sheet:
                    self.delete(name)
                    paths[name] = (self, self._save(name, ContentFile(whole.encode())))
        yield from super().post_process(paths, dry_run, **options)


def _read(paths, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as sheet:
        return sheet.read().decode()


def _layer(paths, importer: str, found: re.Match) -> str:
    name = posixpath.normpath(posixpath.join(posixpath.dirname(importer), found["url"]))
    return f"@layer {found['layer']} {{\n{_read(paths, name)}}}"
