"""A position in the list of a topic: its words, what was said about it, and what one may do next.

Plain f-strings, because these run for every line of a page; every word is escaped first.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

# Django's own looks for lazy words first, which costs a millisecond on a long page.
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from debates.access.listening import Gate, Step
from debates.markup.asking import asks
from debates.markup.positions import grounds
from debates.models import ArgumentKind
from debates.reading.line_queries import BRIDGES
from debates.reading.reader import Reader
from debates.reading.reasons import why_here
from debates.reading.rows import Talk
from debates.reading.said import Heard, Said
from members.markup.assets import icon
from members.markup.language import lang
from members.markup.people import face, person
from members.markup.prose import excerpt, prose
from members.markup.stances import stance
from members.models import Member

LONGEST_ANSWER = 300
# Stands for the code of a position in what is written once for all lines.
CODE = "~code~"


@dataclass(frozen=True)
class Frame:
    """What is the same for every line of a page, in the reader's language."""

    # Nobody for a visitor, who is led to nobody's page, since most are open to members only.
    member: Member | None
    may_contribute: bool
    restating_comes_first: bool
    says_why: bool
    ask: str
    restate: str
    object: str
    locked: str
    read_on: str
    read_all: str
    why: str
    story: str
    about: str


def lines(rows: Sequence[Said], reader: Reader, order: str = "", ask: str = "") -> SafeString:
    """All positions of a page; `ask` is where one asks about a position, without its code."""
    frame = _frame(reader, order, ask)
    return mark_safe("".join(_line(row, frame) for row in rows))  # noqa: S308 (by _line)


def _line(said: Said, frame: Frame) -> str:
    code, spoken = said.code, lang(said.language)
    more = f'<p><a href="/positions/{code}/">{frame.read_on}</a></p>' if said.goes_on else ""
    return (
        f'<article class="position" id="p-{code}" aria-labelledby="c-{code}">'
        f"{person(said.member, margin=True, link=frame.member is not None)}"
        f'<div class="position__main"><div class="position__meta">{stance(said.stance)}'
        f'<a href="/positions/{code}/">{said.taken}</a></div>'
        f'<h3 class="position__core" id="c-{code}" {spoken}>{escape(said.core)}</h3>'
        f'<div class="prose" {spoken}>{prose(said.reasons)}</div>{more}'
        f"{grounds(said.grounds)}{_story(said, frame)}{_why(said, frame)}"
        f"{_conversation(said, frame)}{_acts(said, frame)}</div></article>\n"
    )


def _story(said: Said, frame: Frame) -> str:
    if not said.story:
        return ""
    more = f'<p><a href="/positions/{said.code}/">{frame.read_on}</a></p>'
    return (
        f'<details class="disclosure"><summary>{frame.story}</summary>'
        f'<div class="disclosure__body prose prose--small" {lang(said.language)}>'
        f"{prose(said.story)}{more if said.story_goes_on else ''}</div></details>"
    )


def _why(said: Said, frame: Frame) -> str:
    if not frame.says_why:
        return ""
    return (
        f'<details class="disclosure"><summary>{frame.why}</summary>'
        f'<p class="disclosure__body small soft">{escape(why_here(said))}</p></details>'
    )


def _conversation(said: Said, frame: Frame) -> str:
    """The latest of what was said about it, and the way to all of it."""
    turns = "".join(_turns(said))
    if not turns:
        return ""
    return (
        f'<ol class="dialogue" aria-label="{frame.about}">{turns}</ol>'
        f'<p><a href="/positions/{said.code}/#thread">{frame.read_all}</a></p>'
    )


def _turns(said: Said) -> Iterator[str]:
    for talk in said.talks:
        yield from _question(talk, said.member)
    for heard in said.restated[:1]:
        yield _restatement(heard, said.member)
    for head in said.heads:
        yield _turn(head.author, KINDS[head.kind](), head.text, head.language)


def _question(talk: Talk, author: Member) -> Iterator[str]:
    yield _turn(talk.asker, asks(talk.kind), talk.text, talk.language)
    answer = excerpt(talk.answer, LONGEST_ANSWER)
    yield _turn(author, gettext("<b>%(name)s</b> answers"), answer, talk.answer_language)


def _restatement(heard: Heard, author: Member) -> str:
    feels = escape(gettext("%(name)s feels heard.") % {"name": author.name})
    answer = f'<p class="turn__answer turn__answer--heard">{icon("ear")}{feels}</p>'
    head = gettext("<b>%(name)s</b> restates")
    words = excerpt(heard.text, LONGEST_ANSWER)
    return _turn(heard.listener, head, words, heard.language, answer)


# What each kind of contribution does, to be asked in the reader's language.
KINDS: dict[str, Callable[[], str]] = {
    ArgumentKind.SUPPORT: lambda: gettext("<b>%(name)s</b> supports this"),
    ArgumentKind.OBJECTION: lambda: gettext("<b>%(name)s</b> objects"),
    ArgumentKind.EXPERIENCE: lambda: gettext("<b>%(name)s</b> has lived through this"),
    ArgumentKind.ANSWER: lambda: gettext("<b>%(name)s</b> answers"),
}


def _turn(author: Member, head: str, words: str, language: str, answer: str = "") -> str:
    return (
        f'<li class="turn"><span class="turn__face">{face(author, "small")}</span>'
        f'<p class="turn__head">{head % {"name": escape(author.name)}}</p>'
        f'<p class="turn__words" {lang(language)}>{escape(words)}</p>{answer}</li>'
    )


def _acts(said: Said, frame: Frame) -> str:
    """Ask first; then restate; then, once heard, object."""
    if frame.member is None:
        return ""
    acts = frame.ask
    if frame.may_contribute:
        gate = _gate(said, frame, frame.member)
        acts += frame.restate if gate.may_restate else ""
        acts += frame.object if gate.is_open else _locked(gate, frame)
    return f'<div class="actions">{acts.replace(CODE, said.code)}</div>'


def _gate(said: Said, frame: Frame, member: Member) -> Gate:
    if frame.restating_comes_first:
        return said.gate_for(member)
    return Gate(Step.FREE, said.member.name)


def _locked(gate: Gate, frame: Frame) -> str:
    return f'{frame.locked}<p class="actions__note" id="g-{CODE}">{escape(gate.sentence)}</p>'


def _frame(reader: Reader, order: str, ask: str) -> Frame:
    down, objects = icon("chevron-down"), escape(gettext("Object"))
    plain = '<a class="button button--plain" href="/positions/'
    return Frame(
        member=reader.member,
        may_contribute=reader.may_contribute,
        restating_comes_first=reader.restating_comes_first,
        says_why=order == BRIDGES,
        ask=f'<a class="button button--teal" href="{escape(ask)}{CODE}/">'
        f"{icon('message-circle-question-mark')}{escape(gettext('Ask first'))}</a>",
        restate=f'{plain}{CODE}/restate/">{icon("ear")}{escape(gettext("Restate"))}</a>',
        object=f'{plain}{CODE}/argue/?kind=objection">{objects}</a>',
        locked='<button class="button" type="button" aria-disabled="true" '
        f'aria-describedby="g-{CODE}">{objects}</button>',
        read_on=escape(gettext("Read on")),
        read_all=escape(gettext("Read the whole conversation")),
        why=f"{icon('info')}{escape(gettext('Why is this here?'))}{down}",
        story=f"{icon('book-open')}{escape(gettext('How I came to this'))}{down}",
        about=escape(gettext("Conversation about this position")),
    )
