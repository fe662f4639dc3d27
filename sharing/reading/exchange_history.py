"""How an exchange came along: its line of steps, and the history beneath, one sentence an event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.models import Member
from sharing.models import Exchange, ExchangeEvent, ExchangeState, NotEntered, TellingKind
from sharing.reading.exchange_stands import (
    CLOSED_BEFORE,
    NOT_ENTERED,
    closed_before_entered,
)
from sharing.reading.exchange_words import how_long, outcome_in_words, when
from sharing.services.exchanges.act import AGAIN, ASKED, FROM_RING, Event
from sharing.services.exchanges.effects import DECLINE_KINDS

State = ExchangeState
WHO_LEFT = _("Somebody who has left")
# One sentence an event: by the reader, by somebody else, and by the house.
YOU: dict[str, Any] = {
    ASKED: _("You ask a question."),
    AGAIN: _("You would like to do it once more."),
    Event.ANSWER: _("You answer. A conversation opens between you two."),
    Event.WITHDRAW: _("You take it back."),
    Event.REST: _("You let it rest."),
    Event.TAKE_UP: _("You take it up again."),
    Event.PROPOSE: _("You make proposal %(number)s."),
    Event.AGREE: _("You agree to proposal %(number)s. Its terms stand from now on."),
    Event.DECLINE: _("You decline the proposal."),
    Event.PROPOSE_DATE: _("You ask for another date: %(starts_at)s."),
    Event.ACCEPT_DATE: _("You agree to the new date: %(starts_at)s."),
    Event.DROP_DATE: _("You keep to the date that was agreed."),
    Event.CANCEL: _("You call it off."),
    Event.SAY_DONE: _("You say that it is done: %(minutes)s."),
    Event.ASK_CHANGES: _("You ask for something to be corrected."),
    Event.CONFIRM: _("You confirm it: %(minutes)s."),
    Event.TELL: _("You tell that it did not happen: %(kind)s."),
    Event.DISPUTE: _("You see it differently. Everything stands still, and two moderators help."),
    Event.SUGGEST: _("You suggest how to settle it: %(outcome)s."),
    Event.SETTLE: _("You agree with the suggestion. It is settled: %(outcome)s."),
    Event.REFLECT: _("You write what you take along."),
    Event.ENTER_HOURS: _("You enter the hours: %(minutes)s."),
}
THEY: dict[str, Any] = {
    ASKED: _("%(name)s asks a question."),
    AGAIN: _("%(name)s would like to do it once more."),
    Event.ANSWER: _("%(name)s answers. A conversation opens between you two."),
    Event.WITHDRAW: _("%(name)s takes it back."),
    Event.REST: _("%(name)s lets it rest."),
    Event.TAKE_UP: _("%(name)s takes it up again."),
    Event.PROPOSE: _("%(name)s makes proposal %(number)s."),
    Event.AGREE: _("%(name)s agrees to proposal %(number)s. Its terms stand from now on."),
    Event.DECLINE: _("%(name)s declines the proposal."),
    Event.PROPOSE_DATE: _("%(name)s asks for another date: %(starts_at)s."),
    Event.ACCEPT_DATE: _("%(name)s agrees to the new date: %(starts_at)s."),
    Event.DROP_DATE: _("%(name)s keeps to the date that was agreed."),
    Event.CANCEL: _("%(name)s calls it off."),
    Event.SAY_DONE: _("%(name)s says that it is done: %(minutes)s."),
    Event.ASK_CHANGES: _("%(name)s asks for something to be corrected."),
    Event.CONFIRM: _("%(name)s confirms it: %(minutes)s."),
    Event.TELL: _("%(name)s tells that it did not happen: %(kind)s."),
    Event.DISPUTE: _(
        "%(name)s sees it differently. Everything stands still, and two moderators help."
    ),
    Event.SUGGEST: _("%(name)s suggests how to settle it: %(outcome)s."),
    Event.SETTLE: _("%(name)s settles it: %(outcome)s."),
    Event.REFLECT: _("%(name)s writes what they take along."),
    Event.ENTER_HOURS: _("%(name)s enters the hours: %(minutes)s."),
}
HOUSE: dict[str, Any] = {
    FROM_RING: _("A ring has come about, and this is a part of it."),
    Event.REST: _("Nobody said a word for a while. It rests, and can be taken up again."),
    Event.EXPIRE: _("The proposal ran out without an answer."),
    Event.CONFIRM_BY_SILENCE: _(
        "Nobody objected for fourteen days. It counts as done: %(minutes)s."
    ),
    Event.MAKE_FINAL: _("What was told stays as it is."),
    Event.LAPSE: _("The day passed, and nobody said a word for three weeks. It is over."),
    Event.OPEN_REFLECTIONS: _("What was written about it is open to both."),
    Event.CLOSE: _("It is closed."),
    Event.ENTER_HOURS: _("The hours of this exchange were checked: %(minutes)s."),
}
LATE = _("Less than a day before it would have begun.")


@dataclass(frozen=True)
class Line:
    """One line of the history."""

    at: datetime
    sentence: str
    words: str = ""
    language: str = ""
    note: str = ""


@dataclass(frozen=True)
class Step:
    """One knot of the line: done, now or next."""

    name: str
    state: str
    note: Any = ""
    at: datetime | None = None


def history_of(exchange: Exchange, events: Sequence[ExchangeEvent], member: Member) -> list[Line]:
    """All that happened, the latest first; words a moderator hid are left out."""
    return [_line(exchange, step, member) for step in reversed(events)]


def _line(exchange: Exchange, step: ExchangeEvent, member: Member) -> Line:
    words, language = step.data.get("words", ""), ""
    if step.event == ASKED and exchange.question:
        words, language = exchange.question.text, exchange.question.language
    if exchange.hidden_at:
        words = ""
    return Line(step.at, _sentence(step, member), words, language, _note(exchange, step))


def _sentence(step: ExchangeEvent, member: Member) -> str:
    filled = _filled(step.data)
    if step.actor_id == member.pk and step.event in YOU:
        return str(YOU[step.event]) % filled
    if step.actor is None and step.event in HOUSE:
        return str(HOUSE[step.event]) % filled
    name = step.actor.name if step.actor else str(WHO_LEFT)
    return str(THEY.get(step.event, HOUSE[Event.CLOSE])) % (filled | {"name": name})


def _filled(data: dict[str, Any]) -> dict[str, str]:
    """What history kept, in words."""
    filled = {"number": str(data.get("number", ""))}
    if data.get("minutes"):
        filled["minutes"] = how_long(data["minutes"])
    if data.get("starts_at"):
        filled["starts_at"] = when(datetime.fromisoformat(data["starts_at"]))
    if data.get("outcome"):
        filled["outcome"] = outcome_in_words(data["outcome"], data.get("minutes"))
    if data.get("kind") in TellingKind.values:
        filled["kind"] = str(TellingKind(data["kind"]).label)
    return filled | dict.fromkeys(("minutes", "starts_at", "outcome", "kind"), "") | filled


def _note(exchange: Exchange, step: ExchangeEvent) -> str:
    if step.data.get("late"):
        return str(LATE)
    if why := step.data.get("not_entered"):
        return str(NOT_ENTERED[NotEntered(why)])
    if step.event == Event.CLOSE and closed_before_entered(exchange):
        return str(CLOSED_BEFORE)
    if step.event == Event.DECLINE and step.data.get("kind"):
        return str(DECLINE_KINDS[step.data["kind"]])
    return ""


PATH = (
    (State.ASKED, _("Asked")),
    (State.TALKING, _("In conversation")),
    (State.PROPOSED, _("Proposed")),
    (State.AGREED, _("Agreed")),
    (State.DONE, _("Done")),
    (State.REFLECTED, _("Looked back")),
)
# On which knot of the line a state stands that has none of its own.
STANDS_AT = {State.DONE_BY_ONE: State.DONE, State.CHANGES_ASKED: State.DONE}
# Where the line ends otherwise than planned.
ENDS = {
    State.WITHDRAWN: _("Taken back"),
    State.RESTED: _("At rest"),
    State.DECLINED: _("Declined"),
    State.EXPIRED: _("Ran out"),
    State.CANCELLED: _("Called off"),
    State.LAPSED: _("Without a word"),
    State.CLOSED: _("Closed"),
    State.DID_NOT_HAPPEN: _("Did not happen"),
    State.DISPUTED: _("To be cleared up"),
    State.SETTLED: _("Cleared up"),
}


def steps_of(exchange: Exchange, events: Sequence[ExchangeEvent]) -> list[Step]:
    """The line: what was reached and when, where it stands, what comes next."""
    reached = _reached(events)
    if exchange.state in ENDS:
        past = [
            Step(str(name), "done", at=reached[state]) for state, name in PATH if state in reached
        ]
        return [*past, Step(str(ENDS[State(exchange.state)]), "now", at=exchange.stirred_at)]
    current = STANDS_AT.get(State(exchange.state), State(exchange.state))
    order = [state for state, _name in PATH]
    here = order.index(current)
    return [_step(place, here, exchange, reached) for place in range(len(PATH))]


def _step(place: int, here: int, exchange: Exchange, reached: dict[str, datetime]) -> Step:
    state, name = PATH[place]
    if place > here:
        return Step(str(name), "next")
    is_past = place < here or exchange.state in {State.DONE, State.REFLECTED}
    if place < here and state not in reached:
        # A ring, or a repetition, begins without a question.
        return Step(str(name), "done", note=gettext("without"))
    return Step(str(name), "done" if is_past else "now", at=reached.get(state))


def _reached(events: Sequence[ExchangeEvent]) -> dict[str, datetime]:
    """When each state was reached first."""
    reached: dict[str, datetime] = {}
    for step in events:
        reached.setdefault(step.state_after, step.at)
    return reached
