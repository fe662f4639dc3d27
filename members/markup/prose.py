"""What members write becomes HTML here and nowhere else: Markdown first, then an allow-list."""

import re
from functools import cache

# Django's own looks for lazy words first, which costs a millisecond on a long page.
from html import escape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

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
SCHEMES = {"http", "https", "mailto"}
LOWER = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h5", "h5": "h5", "h6": "h5"}

# What could mean something in Markdown, anywhere or at the beginning of a line; text without it
# takes the short way.
SIGN = re.compile(r"[*_`\[\]<>&\\#~\t\x00]")
START = re.compile(r"\n(?:[-+= ]|\d+[.)])")
LINE_END = re.compile(r" *(?:\r\n|\r|\n)")
BLANK = re.compile(r"\n{2,}")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
SIGNS = re.compile(r"^\s{0,3}(?:[#>]+|[-+*]|\d+[.)])\s+|[*_`]{1,3}", re.MULTILINE)
SPACE = re.compile(r"\s+")
ADDRESS = re.compile(r"https?://\S+")


def prose(text: str | None) -> SafeString:
    """Running text of a member as safe HTML; headings sit below those of the page."""
    text = LINE_END.sub("\n", text or "").strip()
    if is_plain(text):
        return _plain(text)
    clean = nh3.clean(
        _markdown().render(text),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="ugc nofollow noopener",
    )
    return mark_safe(clean)  # noqa: S308 (passed the allow-list)


def is_plain(text: str) -> bool:
    """Whether Markdown would find nothing but paragraphs and line breaks."""
    return SIGN.search(text) is None and START.search(f"\n{text}") is None


def excerpt(text: str | None, length: int = 160) -> str:
    """The beginning in plain words, cut between words."""
    words = SPACE.sub(" ", SIGNS.sub("", LINK.sub(r"\1", (text or "")[: 4 * length + 400]))).strip()
    if len(words) <= length:
        return words
    return words[:length].rsplit(" ", 1)[0].rstrip(" ,;:.-") + " …"


def _plain(text: str) -> SafeString:
    text = escape(text)
    if "://" in text:
        # No hyphen comes into an address.
        text = ADDRESS.sub(r'<span class="address">\g<0></span>', text)
    paragraphs = (part.replace("\n", "<br>\n") for part in BLANK.split(text) if part)
    return mark_safe("".join(f"<p>{part}</p>\n" for part in paragraphs))  # noqa: S308 (escaped)


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
    markdown.core.ruler.push("lower_headings", _lower_headings)
    return markdown


def _lower_headings(state) -> None:  # type: ignore[no-untyped-def]
    for token in state.tokens:
        token.tag = LOWER.get(token.tag, token.tag)
