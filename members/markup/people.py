"""People in a line or a circle: initials on one of six papers, name, what they do and where.

Plain f-strings, because these run twenty times and more on a page; every value is escaped first.
"""

# Django's own looks for lazy words first, which costs a millisecond on a long page.
from html import escape
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe

SIZES = ("", "small", "large", "huge")


class Person(Protocol):
    """What a member offers to be shown."""

    name: str
    role: str

    @property
    def initials(self) -> str: ...

    @property
    def tint(self) -> int: ...

    def get_absolute_url(self) -> str: ...


def face(member: Person, size: str = "", *, link: bool = False, me: bool = False) -> SafeString:
    """The round paper with initials; linked, it says the name to screen readers."""
    if size not in SIZES:
        raise ValueError(f"A face is small, large, huge or plain, not {size!r}.")
    kind = f"face face--{size}" if size else "face"
    if me:
        kind += " face--self"
    start = f'class="{kind}" data-tint="{int(member.tint)}"'
    letters = escape(member.initials)
    if not link:
        return mark_safe(f'<span {start} aria-hidden="true">{letters}</span>')  # noqa: S308
    name, href = escape(member.name), escape(member.get_absolute_url())
    return mark_safe(  # noqa: S308
        f'<a {start} href="{href}" title="{name}"><span aria-hidden="true">{letters}</span>'
        f'<span class="hidden-text">{name}</span></a>'
    )


def person(
    member: Person, *, note: str | None = None, margin: bool = False, link: bool = True
) -> SafeString:
    """Face, name and a line below it: the note given, else what the member does and where."""
    kind = "person person--margin" if margin else "person"
    name, below = escape(member.name), escape(member.role if note is None else note)
    if link:
        named = f'<a class="person__name" href="{escape(member.get_absolute_url())}">{name}</a>'
    else:
        named = f'<span class="person__name">{name}</span>'
    if below:
        named += f'<span class="person__role">{below}</span>'
    return mark_safe(f'<div class="{kind}">{face(member)}<div>{named}</div></div>')  # noqa: S308
