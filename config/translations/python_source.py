"""Finds texts to translate in Python source, by its syntax tree."""

import ast
from collections.abc import Iterator

from .messages import CannotExtract, Message

# What the arguments of each function mean, in their order.
FUNCTIONS = {
    "_": ("text",),
    "gettext": ("text",),
    "gettext_lazy": ("text",),
    "gettext_noop": ("text",),
    "ngettext": ("text", "plural"),
    "ngettext_lazy": ("text", "plural"),
    "pgettext": ("context", "text"),
    "pgettext_lazy": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
    "npgettext_lazy": ("context", "text", "plural"),
}


def messages_in_python(source: str, *, name: str) -> Iterator[Message]:
    """Yield each text handed to gettext; refuse one that is put together at run time."""
    for node in ast.walk(ast.parse(source, filename=name)):
        if isinstance(node, ast.Call) and (parts := FUNCTIONS.get(_called(node))):
            message = _message(node, parts, name)
            if message is not None:
                yield message


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _message(call: ast.Call, parts: tuple[str, ...], name: str) -> Message | None:
    if len(call.args) < len(parts):
        raise CannotExtract(f"{name}:{call.lineno} names arguments of gettext; give them in order.")
    texts: dict[str, str] = {}
    for part, argument in zip(parts, call.args, strict=False):
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            texts[part] = argument.value
        elif _is_put_together(argument):
            raise CannotExtract(
                f"{name}:{argument.lineno} translates a text put together at run time; "
                "write it whole, with named placeholders, and fill them in afterwards."
            )
        else:
            return None  # a variable: its text is marked where it is written
    return Message(**texts) if texts["text"] else None


def _is_put_together(argument: ast.expr) -> bool:
    if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute):
        return isinstance(argument.func.value, ast.Constant)
    return isinstance(argument, ast.JoinedStr | ast.BinOp)
