"""The turns of a thread, and what one may do next: ask, restate, object, support, tell.

Plain f-strings, because these run for every contribution of a page; every word is escaped first.
"""

from collections.abc import Callable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from debates.access.listening import Gate
from debates.models import ArgumentKind
from debates.reading.thread import Doors, Turn
from members.markup.addresses import linked
from members.markup.assets import icon
from members.markup.dates import ago
from members.markup.language import lang
from members.markup.people import face
from members.markup.prose import prose

KINDS: dict[str, Callable[[], str]] = {
    ArgumentKind.SUPPORT: lambda: gettext("<b>%(name)s</b> supports this"),
    ArgumentKind.OBJECTION: lambda: gettext("<b>%(name)s</b> objects"),
    ArgumentKind.EXPERIENCE: lambda: gettext("<b>%(name)s</b> has lived through this"),
    ArgumentKind.ANSWER: lambda: gettext("<b>%(name)s</b> answers"),
}
NOTHING = SafeString("")


def thread(turns: Sequence[Turn], doors: Doors) -> SafeString:
    """Contributions, each directly below what it answers, the earlier one first."""
    drawn = "".join(_turn(turn, doors) for turn in turns)
    return mark_safe(f'<ol class="thread">{drawn}</ol>')  # noqa: S308 (by _turn)


def acts(code: str, name: str, gate: Gate | None, doors: Doors) -> SafeString:
    """Under a position: ask first, then restate, then object; support and experience are free."""
    if not doors.ask:
        return NOTHING
    here = f"/positions/{code}/"
    ask = gettext("Ask %(name)s") % {"name": name}
    drawn = _link(f"{doors.ask}{code}/", ask, "teal", "message-circle-question-mark")
    if doors.may_write and gate is not None:
        if gate.may_restate:
            drawn += _link(f"{here}restate/", gettext("Restate"), "plain", "ear")
        drawn += _object(here, gate, f"g-{code}", "button button--plain", "button")
        drawn += _link(f"{here}argue/?kind=support", gettext("Support"), "text")
        drawn += _link(f"{here}argue/?kind=experience", gettext("Tell an experience"), "text")
        drawn += f'<p class="actions__note" id="g-{code}">{escape(gate.sentence)}</p>'
    return mark_safe(f'<div class="actions">{drawn}</div>')  # noqa: S308 (escaped above)


def _turn(turn: Turn, doors: Doors) -> str:
    if turn.author is None:
        return _empty_place(turn, doors)
    head = KINDS[turn.kind]() % {"name": escape(turn.author.name)}
    link = f'<a href="/arguments/{turn.code}/">{ago(turn.created_at)}</a>'
    return (
        f'<li class="turn thread__turn" id="a-{turn.code}">'
        f'<span class="turn__face">{face(turn.author, "small")}</span>'
        f'<p class="turn__head">{head} <span class="thread__when">{link}</span></p>{_above(turn)}'
        f'<div class="turn__words prose" {lang(turn.language)}>{prose(turn.text)}</div>'
        f"{_sources(turn.sources)}{_unanswered(turn)}{_responses(turn, doors)}"
        f"{_answers(turn, doors)}</li>\n"
    )


def _empty_place(turn: Turn, doors: Doors) -> str:
    """Withdrawn, hidden, or its author has left: what others answered stays."""
    words = escape(gettext("What stood here can no longer be read. The answers remain."))
    return (
        f'<li class="turn thread__turn thread__turn--empty" id="a-{turn.code}">'
        '<span class="turn__face"><span class="face face--small" aria-hidden="true">·</span>'
        "</span>"
        f'<p class="turn__head">{words}</p>{_answers(turn, doors)}</li>\n'
    )


def _answers(turn: Turn, doors: Doors) -> str:
    if not turn.answers:
        return ""
    below = ngettext("%(count)s answer", "%(count)s answers", turn.below) % {"count": turn.below}
    return (
        f'<details class="thread__answers disclosure" open><summary>{escape(below)}'
        f"{icon('chevron-down')}</summary>{thread(turn.answers, doors)}</details>"
    )


def _above(turn: Turn) -> str:
    """Whom it answers, where that does not stand directly above."""
    if not turn.above:
        return ""
    if turn.above_name:
        words = escape(gettext("in answer to %(name)s") % {"name": turn.above_name})
    else:
        words = escape(gettext("in answer to something that can no longer be read"))
    link = f'<a href="/arguments/{turn.above}/">{words}</a>'
    return f'<p class="thread__above">{icon("undo-2")}{link}</p>'


def _sources(sources: str) -> str:
    lines = [line.strip() for line in sources.splitlines() if line.strip()]
    if not lines:
        return ""
    drawn = "".join(f"<li>{linked(line)}</li>" for line in lines)
    label = escape(gettext("Sources"))
    return f'<ul class="thread__sources" aria-label="{label}">{drawn}</ul>'


def _unanswered(turn: Turn) -> str:
    if not turn.was_unanswered:
        return ""
    words = escape(gettext("The restatement before this objection stayed without an answer."))
    return f'<p class="thread__note">{icon("hourglass")}{words}</p>'


def _responses(turn: Turn, doors: Doors) -> str:
    """Quiet links: ask, restate, object, answer, support, experience; or one's own words."""
    here = f"/arguments/{turn.code}/"
    if turn.is_own:
        return f'<div class="actions thread__acts">{_own(here, doors)}</div>'
    if not doors.ask_argument:
        return ""
    ask = _link(f"{doors.ask_argument}{turn.code}/", gettext("Ask"), "text")
    if not doors.may_write or turn.gate is None:
        return f'<div class="actions thread__acts">{ask}</div>'
    more = escape(gettext("Respond"))
    return (
        f'<details class="disclosure thread__respond"><summary>{more}{icon("chevron-down")}'
        f'</summary><div class="actions thread__acts">{ask}{_writing(here, turn)}</div></details>'
    )


def _writing(here: str, turn: Turn) -> str:
    gate = turn.gate
    assert gate is not None
    drawn = _link(f"{here}restate/", gettext("Restate"), "text") if gate.may_restate else ""
    drawn += _link(f"{here}argue/?kind=answer", gettext("Answer"), "text")
    drawn += _link(f"{here}argue/?kind=support", gettext("Support"), "text")
    drawn += _link(f"{here}argue/?kind=experience", gettext("Tell an experience"), "text")
    drawn += _object(here, gate, f"g-{turn.code}", "button button--text", "button button--text")
    return f'{drawn}<p class="actions__note" id="g-{turn.code}">{escape(gate.sentence)}</p>'


def _own(here: str, doors: Doors) -> str:
    if not doors.may_write:
        return ""
    answer = _link(f"{here}argue/?kind=answer", gettext("Add to it"), "text")
    edit = _link(f"{here}edit/", gettext("Reword it"), "text")
    return (
        f'{answer}{edit}<form method="post" action="{here}withdraw/">{doors.csrf}'
        f'<button class="button button--text" type="submit">{escape(gettext("Withdraw"))}'
        "</button></form>"
    )


def _object(here: str, gate: Gate, note: str, kind: str, locked: str) -> str:
    """The way to object, or the way to what comes first."""
    words = escape(gettext("Object"))
    if gate.is_open:
        return f'<a class="{kind}" href="{here}argue/?kind=objection">{words}</a>'
    waits = gate.restatement is not None and not gate.may_restate
    first = gate.restatement.get_absolute_url() if waits and gate.restatement else f"{here}restate/"
    return (
        f'<a class="{locked}" aria-disabled="true" aria-describedby="{note}" href="{first}">'
        f"{words}</a>"
    )


def _link(href: str, words: str, kind: str, sign: str = "") -> str:
    drawn = icon(sign) if sign else ""
    return f'<a class="button button--{kind}" href="{escape(href)}">{drawn}{escape(words)}</a>'
