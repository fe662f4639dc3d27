"""Finds texts to translate in Django templates, as the template engine will look them up."""

import re
from collections.abc import Iterator

from django.template.base import Lexer, Token, TokenType
from django.utils.text import unescape_string_literal
from django.utils.translation import trim_whitespace

from .messages import CannotExtract, Message

LITERAL = r"""(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')"""
STARTS_WITH_LITERAL = re.compile(LITERAL)
MARKED_LITERAL = re.compile(rf"_\(({LITERAL})\)")
ONE = {"translate", "trans"}
BLOCK = {"blocktranslate", "blocktrans"}
END_OF_BLOCK = {f"end{name}" for name in BLOCK}


def messages_in_template(source: str, *, name: str) -> Iterator[Message]:
    """Yield each text of `translate`, `blocktranslate` and `_("…")`."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type in (TokenType.BLOCK, TokenType.VAR):
            for literal in MARKED_LITERAL.findall(token.contents):
                yield Message(text=_text(literal))
        if token.token_type != TokenType.BLOCK:
            continue
        tag = _tag(token)
        if tag == "comment":
            _skip_comment(tokens)
        elif tag in ONE:
            yield from _one(token)
        elif tag in BLOCK:
            yield _block(token, tokens, name)


def _tag(token: Token) -> str:
    return token.contents.split(maxsplit=1)[0]


def _skip_comment(tokens: Iterator[Token]) -> None:
    for token in tokens:
        if token.token_type == TokenType.BLOCK and _tag(token) == "endcomment":
            return


def _text(literal: str) -> str:
    """The text behind a quoted literal; Django doubles per cent signs before it looks it up."""
    return unescape_string_literal(literal).replace("%", "%%")


def _context(bits: list[str]) -> str | None:
    if "context" not in bits[:-1]:
        return None
    return unescape_string_literal(bits[bits.index("context") + 1])


def _one(token: Token) -> Iterator[Message]:
    bits = token.split_contents()
    literal = STARTS_WITH_LITERAL.match(bits[1])
    if literal:
        yield Message(text=_text(literal[0]), context=_context(bits[2:]))


def _block(opening: Token, tokens: Iterator[Token], name: str) -> Message:
    options = opening.split_contents()[1:]
    forms = [""]
    for token in tokens:
        if token.token_type == TokenType.TEXT:
            forms[-1] += token.contents.replace("%", "%%")
        elif token.token_type == TokenType.VAR:
            forms[-1] += f"%({token.contents})s"
        elif token.token_type == TokenType.BLOCK:
            if _tag(token) in END_OF_BLOCK:
                return _whole(forms, options)
            if _tag(token) != "plural":
                raise CannotExtract(
                    f"{name}:{token.lineno} has the tag “{token.contents}” inside blocktranslate."
                )
            forms.append("")
    raise CannotExtract(f"{name}:{opening.lineno} opens blocktranslate and does not close it.")


def _whole(forms: list[str], options: list[str]) -> Message:
    texts = [trim_whitespace(form) for form in forms] if "trimmed" in options else forms
    return Message(
        text=texts[0],
        plural=texts[1] if len(texts) > 1 else None,
        context=_context(options),
    )
