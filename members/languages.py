"""The languages of the world as a reader calls them; the names come from Unicode's CLDR."""

from collections.abc import Iterable
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.functional import lazy
from django.utils.translation import get_language

from members.alphabet import in_alphabet

# Swiss spelling.
READERS = {"de": "de_CH"}


def name_of(tag: str) -> str:
    """What the reader calls a language; a tag that nobody knows stays a tag."""
    return _name(tag, get_language() or "en")


# The same, looked up when it is shown.
lazy_name = lazy(name_of, str)


def by_name(codes: Iterable[str]) -> list[str]:
    """Codes in the order of their names in the reader's language."""
    return list(_sorted(frozenset(codes), get_language() or "en"))


@lru_cache(maxsize=4096)
def runs_from_right(tag: str) -> bool:
    """Whether a language is written from right to left."""
    locale = _locale(tag)
    return locale is not None and locale.character_order == "right-to-left"


@lru_cache(maxsize=4096)
def _name(tag: str, reader: str) -> str:
    speaks = Locale.parse(READERS.get(reader, reader.replace("-", "_")))
    if "-" not in tag:
        return speaks.languages.get(tag) or tag
    locale = _locale(tag)
    return (locale and locale.get_display_name(speaks)) or tag


@lru_cache(maxsize=64)
def _sorted(codes: frozenset[str], reader: str) -> tuple[str, ...]:
    return tuple(sorted(codes, key=lambda code: in_alphabet(_name(code, reader))))


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
