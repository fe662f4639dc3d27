"""Reads and writes catalogues so that the same messages always give the same file."""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale

from .messages import Message

SOURCE_LANGUAGE = "en"
# Flags that Babel derives from the text; all others are a translator's own.
DERIVED_FLAGS = {"python-format", "python-brace-format"}


@dataclass(frozen=True)
class Folder:
    """The catalogues of one language."""

    language: str
    path: Path

    @property
    def own(self) -> Path:
        return self.path / "django.po"

    @property
    def packages(self) -> Path:
        return self.path / "packages.po"

    @property
    def compiled(self) -> Path:
        return self.path / "django.mo"

    @property
    def is_source(self) -> bool:
        return self.language == SOURCE_LANGUAGE


def folders(locale: Path | None = None) -> list[Folder]:
    """One folder for each language of the interface."""
    locale = locale or Path(settings.LOCALE_PATHS[0])
    return [
        Folder(code, locale / to_locale(code) / "LC_MESSAGES") for code, _name in settings.LANGUAGES
    ]


def read(path: Path, language: str) -> Catalog:
    """The catalogue at a path; an empty one where there is none yet."""
    if not path.exists():
        return Catalog(locale=to_locale(language))
    with path.open("rb") as file:
        return read_po(file, locale=to_locale(language), abort_invalid=True)


def renew(old: Catalog, messages: Iterable[Message]) -> Catalog:
    """A catalogue of exactly these messages, with every translation that still fits."""
    new = Catalog(locale=old.locale)
    for message in messages:
        known = old.get(message.text, message.context)
        fits = known is not None and known.pluralizable == bool(message.plural)
        new.add(
            message.id,
            string=known.string if known and fits else None,
            flags=known.flags - DERIVED_FLAGS if known else (),
            context=message.context,
        )
    return new


def as_text(catalogue: Catalog) -> bytes:
    """A catalogue as written to disk: sorted, unwrapped, without dates and file positions."""
    body = BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale_identifier}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return header.encode() + body.getvalue()


def entries(catalogue: Catalog) -> list[Entry]:
    """All messages of a catalogue, without its header."""
    return [entry for entry in catalogue if entry.id]


def translations(entry: Entry) -> list[str]:
    """The forms of a translation: one, or one for each plural form."""
    if isinstance(entry.string, str):
        return [entry.string]
    return [form or "" for form in entry.string or ("",)]


def replace(path: Path, content: bytes) -> None:
    """Write a file in one step, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        os.fchmod(file.fileno(), 0o644)
    os.replace(name, path)
