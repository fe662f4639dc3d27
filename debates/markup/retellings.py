"""Restating and being heard, as turns of a talk between two people."""

from collections.abc import Callable, Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from debates.models import RestatementState
from debates.reading.retellings import Retelling
from members.markup.assets import icon
from members.markup.dates import clock, day
from members.markup.language import lang
from members.markup.people import face
from members.models import Member


def retellings(rows: Sequence[Retelling], label: str) -> SafeString:
    """Restatements with their answers, as turns of a talk."""
    drawn = "".join(part for row in rows for part in _retelling(row))
    return mark_safe(  # noqa: S308 (escaped below)
        f'<ol class="dialogue" aria-label="{escape(label)}">{drawn}</ol>'
    )


def _retelling(row: Retelling) -> Iterator[str]:
    head = gettext("<b>You</b> restate") if row.by_reader else gettext("<b>%(name)s</b> restates")
    more = _line(gettext("Agrees besides:"), row.also_agree, row.language)
    more += _line(gettext("Learnt from it:"), row.learned, row.language)
    yield _said(row.listener, head, row.text, row.language, more + _answer(row), row.code)
    if row.correction:
        head = (
            gettext("<b>You</b> say what is missing")
            if row.of_reader
            else gettext("<b>%(name)s</b> says what is missing")
        )
        yield _said(row.author, head, row.correction, "")


def _said(
    member: Member, head: str, words: str, language: str, more: str = "", code: str = ""
) -> str:
    place = f' id="r-{code}"' if code else ""
    return (
        f'<li class="turn"{place}><span class="turn__face">{face(member, "small")}</span>'
        f'<p class="turn__head">{head % {"name": escape(member.name)}}</p>'
        f'<p class="turn__words" {lang(language)}>{escape(words)}</p>{more}</li>'
    )


def _line(label: str, words: str, language: str) -> str:
    if not words:
        return ""
    return (
        f'<p class="thread__line"><b>{escape(label)}</b> '
        f"<span {lang(language)}>{escape(words)}</span></p>"
    )


def _answer(row: Retelling) -> str:
    kind, sign, words = ANSWERS[row.state](row)
    answer = f'<p class="turn__answer turn__answer--{kind}">{icon(sign)}{escape(words)}</p>'
    if row.is_fair is not None and row.why:
        answer += _line(_witness_says(row), row.why, "")
    return answer


def _heard(row: Retelling) -> tuple[str, str, str]:
    if row.is_fair:
        return "heard", "scale", gettext("A witness found this restatement fair.")
    if row.of_reader:
        return "heard", "ear", gettext("You feel heard.")
    return "heard", "ear", gettext("%(name)s feels heard.") % {"name": row.author.name}


def _not_quite(row: Retelling) -> tuple[str, str, str]:
    if row.of_reader:
        return "notquite", "rotate-ccw", gettext("Not quite, you said.")
    words = gettext("Not quite, says %(name)s.") % {"name": row.author.name}
    return "notquite", "rotate-ccw", words


def _waiting(row: Retelling) -> tuple[str, str, str]:
    until = f"{day(row.until)}, {clock(row.until)}"
    if row.of_reader:
        words = gettext("Waits for your answer until %(until)s.") % {"until": until}
    else:
        words = gettext("Waits for %(name)s until %(until)s.") % {
            "name": row.author.name,
            "until": until,
        }
    return "waits", "hourglass", words


def _lapsed(row: Retelling) -> tuple[str, str, str]:
    return "waits", "hourglass", gettext("Stayed without an answer for three days.")


def _witness_says(row: Retelling) -> str:
    if row.witness:
        return gettext("%(name)s, the witness:") % {"name": row.witness}
    return gettext("The witness:")


ANSWERS: dict[str, Callable[[Retelling], tuple[str, str, str]]] = {
    RestatementState.SENT: _waiting,
    RestatementState.HEARD: _heard,
    RestatementState.NOT_QUITE: _not_quite,
    RestatementState.LAPSED: _lapsed,
}
