"""People in a line or a circle: initials on one of six papers, name, what they do and where."""

from typing import Protocol
from zlib import crc32

from django.utils.html import format_html
from django.utils.safestring import SafeString

PAPERS = 6
SIZES = ("", "small", "large", "huge")


class Person(Protocol):
    """What a member offers to be shown."""

    handle: str
    name: str
    role: str

    def get_absolute_url(self) -> str: ...


def initials(name: str) -> str:
    """First letter of the first and of the last word: Lea Amstutz is LA."""
    words = [word for word in name.split() if word[0].isalpha()] or name.split()
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in ends).upper() or "·"


def tint(handle: str) -> int:
    """The paper behind the initials; stable, and without meaning."""
    return crc32(handle.encode()) % PAPERS + 1


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
            tint(member.handle),
            initials(member.name),
        )
    return format_html(
        '<a class="{}" data-tint="{}" href="{}" title="{name}"><span aria-hidden="true">{}</span>'
        '<span class="hidden-text">{name}</span></a>',
        kind,
        tint(member.handle),
        member.get_absolute_url(),
        initials(member.name),
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
