"""What has to hold for the catalogues before anybody reads them."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry

from . import packages
from .catalogues import Folder, entries, folders, read, translations
from .messages import Message
from .sources import messages_in_sources

PLACEHOLDER = re.compile(r"%\(\w+\)[sdifr]|%[sdr](?!\w)|\{\w*\}")
FORMAL = re.compile(r"\b(?:Sie|Ihnen|Ihre?[mnrs]?)\b")
# A translator sets this flag on a text that is rightly the same in both languages.
SAME = "same"

# What no German text may contain, and what to do about it.
GERMAN = (
    (re.compile("[ßẞ]"), "has a sharp s; Swiss spelling is ss"),
    (re.compile("[„“”]"), "has foreign quotation marks; write «…»"),
    (re.compile("!(?!=)"), "has an exclamation mark"),
    (re.compile(r"\w[*:_·]inn"), "has a gender star; write both, or a neutral word"),
)
RULES = {"de": GERMAN}


def problems(*, root: Path | None = None, locale: Path | None = None) -> list[str]:
    """A sentence for each thing that is wrong; none when everything is ready to be read."""
    messages = messages_in_sources(root) if root else messages_in_sources()
    found: list[str] = []
    for folder in folders(locale):
        if not folder.is_source:
            own = read(folder.own, folder.language)
            found += _sentences(folder, _agreement(own, messages))
            found += _sentences(folder, _quality(own, folder.language))
        found += _sentences(folder, _of_packages(folder))
    return found


def _sentences(folder: Folder, found: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{folder.language}: “{text}” {what}." for text, what in found]


def _agreement(own: Catalog, messages: list[Message]) -> Iterator[tuple[str, str]]:
    """The catalogue names exactly the messages of the source."""
    wanted = {message.key: message for message in messages}
    present = {_key(entry): entry for entry in entries(own)}
    for key, message in wanted.items():
        entry = present.get(key)
        if entry is None or entry.pluralizable != bool(message.plural):
            yield (
                message.text,
                "is not in the catalogue; run “bin/manage translations extract”",
            )
    for key in present.keys() - wanted.keys():
        yield key[1], "is no longer used; run “bin/manage translations extract”"
    for old in own.obsolete.values():
        yield _text(old), "is kept as obsolete; remove it"


def _quality(catalogue: Catalog, language: str) -> Iterator[tuple[str, str]]:
    """Every entry is translated, whole, and in the spelling of its language."""
    for entry in entries(catalogue):
        for what in _faults(entry, language):
            yield _text(entry), what


def _faults(entry: Entry, language: str) -> Iterator[str]:
    forms = translations(entry)
    if entry.fuzzy:
        yield "is marked as fuzzy"
    if not all(forms):
        yield "is not translated"
        return
    if SAME not in entry.flags and _is_left_in_english(entry, forms):
        yield "is the same as in English; translate it or set the flag “same”"
    if not _placeholders_agree(entry, forms):
        yield "has other placeholders than its translation"
    if any(_edges(form) != _edges(_text(entry)) for form in forms):
        yield "begins or ends with other white space than its translation"
    for pattern, what in RULES.get(language, ()):
        if any(pattern.search(form) for form in forms):
            yield what


def _is_left_in_english(entry: Entry, forms: list[str]) -> bool:
    words = PLACEHOLDER.sub("", _text(entry))
    return forms[0] == _text(entry) and any(letter.isalpha() for letter in words)


def _placeholders_agree(entry: Entry, forms: list[str]) -> bool:
    """One of a kind may be said in words, so only the last plural form must name everything."""
    sources = [entry.id] if isinstance(entry.id, str) else list(entry.id)
    needed = sorted(PLACEHOLDER.findall(sources[-1]))
    allowed = set(needed).union(*(PLACEHOLDER.findall(source) for source in sources))
    return (
        sorted(PLACEHOLDER.findall(forms[-1])) == needed
        and all(allowed.issuperset(PLACEHOLDER.findall(form)) for form in forms)
        and all(_is_formattable(form) for form in forms if needed or "%%" in sources[0])
    )


def _is_formattable(form: str) -> bool:
    return "%" not in PLACEHOLDER.sub("", form.replace("%%", ""))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _of_packages(folder: Folder) -> Iterator[tuple[str, str]]:
    """Our words for packages answer to a message that exists; and no package speaks formally."""
    adopted = read(folder.packages, folder.language)
    yield from _quality(adopted, folder.language)
    keys = {_key(entry) for entry in entries(adopted)}
    for key in keys - packages.known_keys(folder.language):
        yield key[1], "is a message of no package; remove it from packages.po"
    if folder.language != "de":
        return
    for entry in entries(packages.messages_of_packages("de")):
        if _key(entry) not in keys and any(FORMAL.search(form) for form in translations(entry)):
            yield (
                _text(entry),
                "addresses people formally; say it with du in packages.po",
            )


def _text(entry: Entry) -> str:
    return entry.id if isinstance(entry.id, str) else entry.id[0]


def _key(entry: Entry) -> tuple[str, str]:
    return (entry.context or "", _text(entry))
