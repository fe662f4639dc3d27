"""What surrounds every page and is the same for all who read it in one language."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

LANGUAGE_TAGS = {"de": "de-CH", "en": "en"}
THEMES = {"light", "dark"}
SECTIONS = {
    "": "today",
    "communities": "communities",
    "c": "communities",
    "topics": "topics",
    "offers": "sharing",
    "requests": "sharing",
    "exchanges": "sharing",
    "experiences": "sharing",
    "matches": "sharing",
    "members": "members",
    "m": "members",
}


def section_of(path: str) -> str:
    """Which entry of the navigation an address belongs to."""
    return SECTIONS.get(path.split("/", 2)[1] if path.startswith("/") else "", "")


def root(request: HttpRequest | None) -> SafeString:
    """Attributes of <html>: the language, the chosen theme, and whose drafts may be kept here."""
    cookies: Mapping[str, str] = request.COOKIES if request else {}
    member = getattr(request, "user", None)
    attrs = format_html('lang="{}"', language_tag())
    if (theme := cookies.get("theme")) in THEMES:
        attrs = format_html('{} data-theme="{}"', attrs, theme)
    if member is not None and member.is_authenticated:
        attrs = format_html('{} data-member="{}"', attrs, member.handle)
    return attrs


def language_tag() -> str:
    """The language of the page as browsers know it."""
    language = get_language() or "de"
    return LANGUAGE_TAGS.get(language, language)


def piece(name: str, **context: Any) -> SafeString:
    """A part that depends on nothing but the language and these values, written once for each."""
    write = _piece.__wrapped__ if settings.DEBUG else _piece
    return write(name, get_language() or "", tuple(sorted(context.items())))


@lru_cache(maxsize=256)
def _piece(name: str, language: str, context: tuple[tuple[str, Any], ...]) -> SafeString:
    return render_to_string(f"parts/{name}.html", {"language": language, **dict(context)})
