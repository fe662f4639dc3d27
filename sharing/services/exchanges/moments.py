"""When the clock acts on an exchange by itself: times stand here, and nowhere else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from members.models import Conversation
from sharing.models import Exchange, ExchangeState
from sharing.services.exchanges.act import Event

ANSWER_WITHIN = timedelta(days=21)
TALK_WITHIN = timedelta(days=30)
DECIDE_WITHIN = timedelta(days=10)
CONFIRM_WITHIN = timedelta(days=14)
TELL_WITHIN = timedelta(days=7)
REFLECT_WITHIN = timedelta(days=14)
LAPSES_AFTER = timedelta(days=21)
DISPUTE_WITHIN = timedelta(days=30)
MEDIATE_AFTER = timedelta(days=14)
# Whoever calls off later than this before the start does so late.
LATE = timedelta(hours=24)
REMIND_OF_PROPOSAL = timedelta(days=4)
REMIND_TO_CONFIRM = (timedelta(days=3), timedelta(days=10))
ASK_HOW_IT_WENT = timedelta(days=1)


class Moment(NamedTuple):
    """At this time this happens; None is a reminder."""

    at: datetime
    event: Event | None = None


def moments_of(exchange: Exchange) -> list[Moment]:
    """Everything the clock will do from this state, the first first."""
    find = MOMENTS.get(ExchangeState(exchange.state))
    return sorted(find(exchange), key=lambda moment: moment.at) if find else []


def due_after(exchange: Exchange, now: datetime) -> datetime | None:
    """When the clock has something to do next."""
    return next((moment.at for moment in moments_of(exchange) if moment.at > now), None)


def spoken_at(exchange: Exchange) -> datetime:
    """When the two last exchanged a word, here or in their conversation."""
    one, other = sorted((exchange.asker_id or 0, exchange.other_id or 0))
    talk = Conversation.objects.filter(one=one, other=other).first()
    return max(exchange.stirred_at, talk.latest_at) if talk else exchange.stirred_at


def disputed_at(exchange: Exchange) -> datetime:
    """When the two began to clear it up."""
    began = exchange.events.filter(event=Event.DISPUTE).order_by("-at", "-id").first()
    return began.at if began else exchange.stirred_at


def _asked(exchange: Exchange) -> list[Moment]:
    return [Moment(exchange.stirred_at + ANSWER_WITHIN, Event.REST)]


def _talking(exchange: Exchange) -> list[Moment]:
    return [Moment(spoken_at(exchange) + TALK_WITHIN, Event.REST)]


def _proposed(exchange: Exchange) -> list[Moment]:
    last = exchange.proposals.order_by("-number").first()
    ends = exchange.stirred_at + DECIDE_WITHIN
    if last is not None:
        ends = min(ends, last.starts_at)
    reminder = Moment(exchange.stirred_at + REMIND_OF_PROPOSAL)
    expiry = Moment(ends, Event.EXPIRE)
    return [reminder, expiry] if reminder.at < ends else [expiry]


def _agreed(exchange: Exchange) -> list[Moment]:
    assert exchange.starts_at and exchange.ends_at
    return [
        Moment(exchange.starts_at - LATE),
        Moment(exchange.ends_at + ASK_HOW_IT_WENT),
        Moment(exchange.ends_at + LAPSES_AFTER, Event.LAPSE),
    ]


def _done_by_one(exchange: Exchange) -> list[Moment]:
    reminders = [Moment(exchange.stirred_at + after) for after in REMIND_TO_CONFIRM]
    if not gave_at_most_as_agreed(exchange):
        return reminders
    return [*reminders, Moment(exchange.stirred_at + CONFIRM_WITHIN, Event.CONFIRM_BY_SILENCE)]


def _changes_asked(exchange: Exchange) -> list[Moment]:
    return [Moment(exchange.stirred_at + after) for after in REMIND_TO_CONFIRM]


def _did_not_happen(exchange: Exchange) -> list[Moment]:
    final = Moment(exchange.stirred_at + TELL_WITHIN, Event.MAKE_FINAL)
    return [] if is_final(exchange) else [final]


def _done(exchange: Exchange) -> list[Moment]:
    assert exchange.done_at
    return [Moment(exchange.done_at + REFLECT_WITHIN, Event.OPEN_REFLECTIONS)]


def _disputed(exchange: Exchange) -> list[Moment]:
    return [Moment(disputed_at(exchange) + MEDIATE_AFTER)]


def gave_at_most_as_agreed(exchange: Exchange) -> bool:
    """More than agreed is never entered without a yes."""
    agreed = exchange.agreed
    return agreed is not None and (exchange.minutes_given or 0) <= agreed.minutes


def is_final(exchange: Exchange) -> bool:
    """Whether what was told about an exchange that did not happen can no longer be disputed."""
    return bool(exchange.outcome)


MOMENTS: dict[ExchangeState, Callable[[Exchange], list[Moment]]] = {
    ExchangeState.ASKED: _asked,
    ExchangeState.TALKING: _talking,
    ExchangeState.PROPOSED: _proposed,
    ExchangeState.AGREED: _agreed,
    ExchangeState.DONE_BY_ONE: _done_by_one,
    ExchangeState.CHANGES_ASKED: _changes_asked,
    ExchangeState.DID_NOT_HAPPEN: _did_not_happen,
    ExchangeState.DONE: _done,
    ExchangeState.DISPUTED: _disputed,
}
