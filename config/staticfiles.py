"""Static files in production: one style sheet, every name with its hash, everything compressed."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

MAIN = "css/resonanz.css"
IMPORT = re.compile(r'^@import url\("([\w-]+\.css)"\);\n?', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\n\s+")

Paths = dict[str, tuple[Any, str]]


class JoinedManifestStorage(CompressedManifestStaticFilesStorage):
    """Collects static files; what css/resonanz.css imports becomes part of it first.

    All parts lie in the folder of the main file, so the addresses in them hold as they are, and
    Django's own hashing finds them afterwards, also where a script imports another.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if MAIN in paths and not dry_run:
            self._join(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _join(self, paths: Paths) -> None:
        """Put the joined sheet into the collected files, and let the hashing read it from there."""
        joined = IMPORT.sub(lambda found: _text(paths, f"css/{found.group(1)}"), _text(paths, MAIN))
        lean = INDENT.sub("\n", COMMENT.sub("", joined)).lstrip()
        self.delete(MAIN)
        self._save(MAIN, ContentFile(lean.encode()))
        paths[MAIN] = (self, MAIN)


def _text(paths: Paths, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()
