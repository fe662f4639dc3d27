"""People in a line or a circle: initials on one of six papers, name, what they do and where."""

from typing import Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString

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
    if not link:
        return format_html(
            '<span class="{}" data-tint="{}" aria-hidden="true">{}</span>',
            kind,
            member.tint,
            member.initials,
        )
    return format_html(
        '<a class="{}" data-tint="{}" href="{}" title="{name}"><span aria-hidden="true">{}</span>'
        '<span class="hidden-text">{name}</span></a>',
        kind,
        member.tint,
        member.get_absolute_url(),
        member.initials,
        name=member.name,
    )


def person(
    member: Person, *, note: str | None = None, margin: bool = False, link: bool = True
) -> SafeString:
    """Face, name and a line below it: the note given, else what the member does and where."""
    below = member.role if note is None else note
    name = (
        format_html(
            '<a class="person__name" href="{}">{}</a>',
            member.get_absolute_url(),
            member.name,
        )
        if link
        else format_html('<span class="person__name">{}</span>', member.name)
    )
    return format_html(
        '<div class="person{}">{}<div>{}{}</div></div>',
        " person--margin" if margin else "",
        face(member),
        name,
        format_html('<span class="person__role">{}</span>', below) if below else "",
    )
