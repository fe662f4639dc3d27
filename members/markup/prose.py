"""What members write becomes HTML here and nowhere else: Markdown first, then an allow-list."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

# Django's own looks for lazy words first, which costs a millisecond on a long page.
from html import escape

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from members.markup.addresses import MAYBE, clean, with_addresses

TAGS = {
    "p",
    "br",
    "em",
    "strong",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "hr",
    "h3",
    "h4",
    "h5",
}
LOWER = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h5", "h5": "h5", "h6": "h5"}

# What could mean something in Markdown, anywhere or at the beginning of a line; text without it
# takes the short way.
SIGN = re.compile(r"[*_`\[\]<>&\\#~\t\x00]")
START = re.compile(r"\n(?:[-+= ]|\d+[.)])")
LINE_END = re.compile(r" *(?:\r\n|\r|\n)")
BLANK = re.compile(r"\n{2,}")
EMPTY_LINES = re.compile(r"\A(?:[^\S\n]*\n)+")
SPACE = re.compile(r"\s+")
CODE = {"code_block", "fence"}
BREAKS = {"softbreak", "hardbreak"}


def prose(text: str | None) -> SafeString:
    """Running text of a member as safe HTML; headings sit below those of the page."""
    text = _in_lines(text)
    if is_plain(text) and not MAYBE.search(text):
        return _plain(text)
    return clean(_markdown().render(text), TAGS)


def is_plain(text: str) -> bool:
    """Whether Markdown would find nothing but paragraphs and line breaks."""
    return SIGN.search(text) is None and START.search(f"\n{text}") is None


def excerpt(text: str | None, length: int = 160) -> str:
    """The beginning of running text in plain words, cut between words."""
    return shortened(words_of((text or "")[: 4 * length + 400]), length)


def words_of(text: str | None) -> str:
    """Running text without the signs of Markdown, in one line: what a reader sees of `prose`."""
    text = _in_lines(text)
    if not is_plain(text):
        text = "".join(_said(_markdown().parse(text)))
    return SPACE.sub(" ", text).strip()


def shortened(words: str, length: int) -> str:
    """The beginning of words in one line, cut between two of them."""
    if len(words) <= length:
        return words
    return words[:length].rsplit(" ", 1)[0].rstrip(" ,;:.-") + " …"


def _in_lines(text: str | None) -> str:
    """With line ends of one sign, and without empty lines around; the first line keeps what it
    begins with, since that may mean something.
    """
    return EMPTY_LINES.sub("", LINE_END.sub("\n", text or "")).rstrip()


def _said(tokens: Iterable[Token]) -> Iterator[str]:
    """What each piece shows; a numbered line has its number."""
    for token in tokens:
        if token.type == "inline":
            yield from (" " if one.type in BREAKS else one.content for one in token.children or ())
        elif token.type in CODE:
            yield token.content
        elif token.type == "list_item_open" and token.info:
            yield f"{token.info}{token.markup}"
        yield " "


def _plain(text: str) -> SafeString:
    paragraphs = (escape(part).replace("\n", "<br>\n") for part in BLANK.split(text) if part)
    return mark_safe("".join(f"<p>{part}</p>\n" for part in paragraphs))  # noqa: S308 (escaped)


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
    with_addresses(markdown)
    markdown.core.ruler.push("lower_headings", _lower_headings)
    return markdown


def _lower_headings(state) -> None:  # type: ignore[no-untyped-def]
    for token in state.tokens:
        token.tag = LOWER.get(token.tag, token.tag)
