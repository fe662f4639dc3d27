"""The values a position rests on, its dialogue, and the people on the strip."""

from collections.abc import Sequence

# Django's own looks for lazy words first, which costs a millisecond on a long page.
from html import escape

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from debates.markup.asking import asks
from debates.reading.rows import GroundLine, Talk
from debates.reading.strip import Station
from members.markup.language import lang
from members.markup.people import face
from members.markup.prose import excerpt
from members.models import Member
from members.values import all_values

NOTHING = SafeString("")


def grounds(rests: Sequence[GroundLine]) -> SafeString:
    """Each value by its name, in the member's words, and why the position rests on it."""
    if not rests:
        return NOTHING
    return mark_safe(  # noqa: S308 (every word was escaped)
        f'<ul class="grounds">{"".join(map(_ground, rests))}</ul>'
    )


def _ground(rest: GroundLine) -> str:
    return (
        f'<li class="ground"><span class="ground__value">{all_values()[rest.value].name}</span>'
        f'<span class="ground__words" {lang(rest.language)}>{escape(rest.words)}'
        f"{_because(rest.because)}</span></li>"
    )


def _because(text: str) -> str:
    """On a line of its own; a half sentence, as "because" invites to write one, goes on from it."""
    if not text:
        return ""
    begins = "… " if text[0].islower() else ""
    return f'<span class="ground__because">{begins}{escape(text)}</span>'


def dialogue(talks: Sequence[Talk], author: Member, most: int = 0) -> SafeString:
    """Questions both sides released, each with its answer; `most` cuts long answers."""
    if not talks:
        return NOTHING
    turns = (
        (
            _turn(talk.asker, _bold(asks(talk.kind), talk.asker), talk.text, talk.language),
            _turn(author, _answers(author), _cut(talk.answer, most), talk.answer_language),
        )
        for talk in talks
    )
    return format_html(
        '<ol class="dialogue" aria-label="{}">{}</ol>',
        gettext("Conversation about this position"),
        format_html_join("", "{}{}", turns),
    )


def station_people(station: Station, me: Member | None) -> SafeString:
    """The faces at one place of the string, and in words how many more there are."""
    own = None if me is None else me.pk
    faces = "".join(
        f"<li>{face(person, link=True, me=person.pk == own)}</li>" for person in station.people
    )
    rest = station.more or ("" if station.people else gettext("nobody"))
    if rest:
        faces += f'<li class="strip__none">{escape(rest)}</li>'
    return mark_safe(faces)  # noqa: S308 (every word was escaped)


def _turn(person: Member, head: SafeString, words: str, language: str) -> SafeString:
    return format_html(
        '<li class="turn"><span class="turn__face">{}</span><p class="turn__head">{}</p>'
        '<p class="turn__words" {}>{}</p></li>',
        face(person, "small"),
        head,
        lang(language),
        words,
    )


def _answers(person: Member) -> SafeString:
    return _bold(gettext("<b>%(name)s</b> answers"), person)


def _bold(sentence: str, person: Member) -> SafeString:
    return mark_safe(sentence % {"name": escape(person.name)})  # noqa: S308 (the name is escaped)


def _cut(text: str, most: int) -> str:
    return excerpt(text, most) if most else text
