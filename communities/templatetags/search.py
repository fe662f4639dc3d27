"""Marks what was searched for."""

import re

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from members.markup.prose import shortened, words_of

register = template.Library()
WORD = re.compile(r"\w{2,}")
AROUND = 70


@register.simple_tag
def marked(text: str, words: str, length: int = 200) -> SafeString:
    """The part of a text around the words that were searched for, which are marked."""
    plain = words_of(text)
    sought = _sought(words)
    first = sought.search(plain) if sought else None
    return _with_marks(_around(plain, first.start() if first else 0, length), sought)


def _sought(words: str) -> re.Pattern[str] | None:
    """The words, each by its beginning, since other endings were found too."""
    stems = {re.escape(word[: max(4, len(word) - 3)]) for word in WORD.findall(words)}
    if not stems:
        return None
    longest_first = sorted(stems, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\w*", re.IGNORECASE)


def _around(text: str, place: int, length: int) -> str:
    """A part of the text that holds the place, cut between words."""
    if place <= length - AROUND:
        return shortened(text, length)
    start = text.find(" ", place - AROUND) + 1
    return "… " + shortened(text[start:], length)


def _with_marks(text: str, sought: re.Pattern[str] | None) -> SafeString:
    if sought is None:
        return escape(text)
    parts, end = [], 0
    for found in sought.finditer(text):
        parts += [escape(text[end : found.start()]), format_html("<mark>{}</mark>", found[0])]
        end = found.end()
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 (every part was escaped)
