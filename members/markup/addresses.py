"""Addresses that stand in a text become links: https://…, www.… and e-mail, and nothing that only
looks like one (German texts often miss the space after a full stop).
"""

import re
from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

SCHEMES = {"http", "https", "mailto"}
LINK_REL = "ugc nofollow noopener"
# Whether it is worth looking closer.
MAYBE = re.compile(r"://|www\.|@", re.IGNORECASE)

_REST = r"[^\s<>\[\]\"`«»‹›“”„]*"
_SCHEME = re.compile(r"(?<![\w.+-])https?\Z", re.IGNORECASE)
_AFTER_SCHEME = re.compile(rf"://[^\W_]{_REST}")
# What has no scheme. The last part of an e-mail address is never a capitalised word.
_BARE = re.compile(
    rf"(?<![\w.+@/-])(?:(?P<web>[Ww]{{3}}\.[\w-]+\.[^\W\d_]{{2}}{_REST})"
    r"|(?:mailto:)?(?P<mail>[\w+-]+(?:\.[\w+-]+)*@(?:[\w-]+\.)+(?:[a-z]{2,}|[A-Z]{2,})(?![\w@-])))"
)
_NEVER_LAST = ".,;:!?*_~'’"


def linked(line: str) -> SafeString:
    """A line that is no Markdown, with its addresses as links."""
    return clean(_lines().renderInline(line), tags={"a"})


def clean(html: str, tags: set[str]) -> SafeString:
    """Only these elements, and links that give no credit."""
    allowed = nh3.clean(
        html,
        tags=tags,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel=LINK_REL,
    )
    return mark_safe(allowed)  # noqa: S308 (passed the allow-list)


def with_addresses(markdown: MarkdownIt) -> MarkdownIt:
    """Teach a parser to link addresses. Those with a scheme are taken before `_` and `*` in them
    could be read as signs.
    """
    markdown.inline.ruler.after("text", "address", _with_scheme)
    markdown.core.ruler.push("bare_addresses", _bare)
    return markdown


@cache
def _lines() -> MarkdownIt:
    return with_addresses(MarkdownIt("zero"))


def _with_scheme(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel or state.src[state.pos] != ":":
        return False
    scheme = _SCHEME.search(state.pending[-6:])
    rest = _AFTER_SCHEME.match(state.src, state.pos, state.posMax) if scheme else None
    if scheme is None or rest is None:
        return False
    address = _without_end(scheme[0] + rest[0])
    state.pending = state.pending[: -len(scheme[0])]
    state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos += len(address) - len(scheme[0])
    return True


def _bare(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children and MAYBE.search(token.content):
            token.children = _linked_children(state.md, token.children)


def _linked_children(markdown: MarkdownIt, children: list[Token]) -> list[Token]:
    """The same pieces, where the text outside of links is cut at its addresses."""
    pieces, depth = [], 0
    for child in children:
        depth += child.nesting if child.tag == "a" else 0
        pieces += [child] if depth or child.type != "text" else _cut(markdown, child.content)
    return pieces


def _cut(markdown: MarkdownIt, text: str) -> list[Token]:
    pieces, end = [], 0
    for found in _BARE.finditer(text):
        address = found[0] if found["mail"] else _without_end(found[0])
        href = f"mailto:{found['mail']}" if found["mail"] else f"https://{address}"
        pieces += [
            _text(text[end : found.start()]),
            Token("link_open", "a", 1, attrs={"href": markdown.normalizeLink(href)}),
            _text(address),
            Token("link_close", "a", -1),
        ]
        end = found.start() + len(address)
    return [*pieces, _text(text[end:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _without_end(address: str) -> str:
    """Signs at the end belong to the sentence, and so does a bracket that was opened before."""
    end, unopened = len(address), address.count(")") - address.count("(")
    while address[end - 1] in _NEVER_LAST or (address[end - 1] == ")" and unopened > 0):
        unopened -= address[end - 1] == ")"
        end -= 1
    return address[:end]
