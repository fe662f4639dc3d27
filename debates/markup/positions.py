"""A position in a list, the values it rests on, its dialogue, and the people on the strip."""

from collections.abc import Sequence

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from debates.reading.rows import GroundLine, Said, Talk
from debates.reading.strip import Station
from members.markup.assets import icon
from members.markup.people import face, person
from members.markup.prose import excerpt, prose
from members.markup.stances import stance
from members.models import Member
from members.values import all_values

NOTHING = SafeString("")
# Stands for the code of a position in the link to ask about it.
CODE = "~code~"
LONGEST_ANSWER = 500


def grounds(rests: Sequence[GroundLine]) -> SafeString:
    """Each value by its name, in the member's words, and why the position rests on it."""
    if not rests:
        return NOTHING
    return mark_safe(  # noqa: S308 (every word was escaped)
        f'<ul class="grounds">{"".join(map(_ground, rests))}</ul>'
    )


def _ground(rest: GroundLine) -> str:
    words = escape(" ".join(filter(None, (rest.words, rest.because))))
    return (
        f'<li class="ground"><span class="ground__value">{all_values()[rest.value].name}</span>'
        f'<span class="ground__words" lang="{escape(rest.language)}">{words}</span></li>'
    )


def dialogue(talks: Sequence[Talk], author: Member, most: int = 0) -> SafeString:
    """Questions both sides released, each with its answer; `most` cuts long answers."""
    if not talks:
        return NOTHING
    turns = (
        (
            _turn(talk.asker, _asks(talk.asker), talk.text, talk.language),
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
    faces = format_html_join(
        "",
        "<li>{}</li>",
        (
            (face(person, link=True, me=me is not None and person.pk == me.pk),)
            for person in station.people
        ),
    )
    if station.more:
        return faces + format_html('<li class="strip__none">{}</li>', station.more)
    if not station.people:
        return format_html('<li class="strip__none">{}</li>', gettext("nobody"))
    return faces


def line(said: Said, ask: str, read_on: str) -> SafeString:
    """A position in a list; `ask` is the link to ask about it, or empty for a visitor.

    A visitor is led to nobody's page, since most are open to members only.
    """
    code, language = said.code, escape(said.language)
    more = f'<p><a href="/positions/{code}/">{read_on}</a></p>' if said.goes_on else ""
    acts = f'<div class="actions">{ask.replace(CODE, code)}</div>' if ask else ""
    return mark_safe(  # noqa: S308 (words were escaped, or passed the allow-list of prose)
        f'<article class="position" id="p-{code}" aria-labelledby="c-{code}">'
        f"{person(said.member, margin=True, link=bool(ask))}"
        f'<div class="position__main"><div class="position__meta">{stance(said.stance)}'
        f'<a href="/positions/{code}/">{escape(said.taken)}</a></div>'
        f'<h3 class="position__core" id="c-{code}" lang="{language}">{escape(said.core)}</h3>'
        f'<div class="prose" lang="{language}">{prose(said.reasons)}</div>{more}'
        f"{grounds(said.grounds)}{dialogue(said.talks, said.member, LONGEST_ANSWER)}{acts}"
        "</div></article>\n"
    )


def lines(rows: Sequence[Said], ask_address: str = "") -> SafeString:
    """All positions of a page; with an address one may ask about each."""
    ask = ""
    if ask_address:
        ask = format_html(
            '<a class="button button--plain" href="{}{}/">{}{}</a>',
            ask_address,
            CODE,
            icon("message-circle-question-mark"),
            gettext("Ask"),
        )
    read_on = escape(gettext("Read on"))
    return mark_safe("".join(line(row, ask, read_on) for row in rows))  # noqa: S308 (by line)


def _turn(person: Member, head: SafeString, words: str, language: str) -> SafeString:
    return format_html(
        '<li class="turn"><span class="turn__face">{}</span><p class="turn__head">{}</p>'
        '<p class="turn__words" lang="{}">{}</p></li>',
        face(person, "small"),
        head,
        language,
        words,
    )


def _asks(person: Member) -> SafeString:
    return _bold(gettext("<b>%(name)s</b> asks"), person)


def _answers(person: Member) -> SafeString:
    return _bold(gettext("<b>%(name)s</b> answers"), person)


def _bold(sentence: str, person: Member) -> SafeString:
    return mark_safe(sentence % {"name": escape(person.name)})  # noqa: S308 (the name is escaped)


def _cut(text: str, most: int) -> str:
    return excerpt(text, most) if most else text
