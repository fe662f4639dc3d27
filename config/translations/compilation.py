"""Writes the compiled catalogues that Django reads."""

import gettext
import hashlib
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.utils.translation import to_locale

from .catalogues import Folder, entries, folders, read, replace, translations
from .packages import SPELLING, compiled_files, respelt_messages

# A message nobody sees; its translation tells what the file was made from.
STAMP = "made from"
STAMP_CONTEXT = "catalogue"


def compile_catalogues(locale: Path | None = None) -> list[Path]:
    """Compile the catalogues that are not current and return the files written."""
    return [folder.compiled for folder in folders(locale) if _compile(folder)]


def _compile(folder: Folder) -> bool:
    origin = _origin(folder)
    if _stamp(folder.compiled) == origin:
        return False
    catalogue = united(folder)
    catalogue.add(STAMP, origin, context=STAMP_CONTEXT)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    replace(folder.compiled, compiled.getvalue())
    return True


def united(folder: Folder) -> Catalog:
    """All of ours for one language: respelt packages, our words for packages, our own words."""
    whole = Catalog(locale=to_locale(folder.language))
    for part in (
        respelt_messages(folder.language),
        read(folder.packages, folder.language),
        read(folder.own, folder.language),
    ):
        for entry in entries(part):
            if all(translations(entry)) and not entry.fuzzy:
                whole.delete(entry.id, entry.context)
                whole.add(entry.id, entry.string, context=entry.context)
    return whole


def _origin(folder: Folder) -> str:
    """A fingerprint of everything a compiled catalogue depends on."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    sources = [folder.own, folder.packages]
    if folder.language in SPELLING:
        sources += compiled_files(folder.language)
    for path in sources:
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def _stamp(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return gettext.GNUTranslations(file).pgettext(STAMP_CONTEXT, STAMP)
    except (OSError, UnicodeDecodeError, ValueError):
        return None
