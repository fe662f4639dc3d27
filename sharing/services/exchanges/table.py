"""The life of an exchange as data: from this state, by this event, who may, what must hold, what it
does, and where it leads. State changes nowhere else; `door.apply` is the only one who reads it.
"""

from collections.abc import Callable
from typing import NamedTuple

from sharing.access.exchanges import Role
from sharing.models import ExchangeState as State
from sharing.services.exchanges import effects, guards
from sharing.services.exchanges.act import Act, Event

Guard = Callable[[Act], None]
Effect = Callable[[Act], None]


class Transition(NamedTuple):
    """Who takes it, where it leads, what must hold first, and what else it does."""

    roles: frozenset[Role]
    to: State | Callable[[Act], State]
    guards: tuple[Guard, ...] = ()
    effect: Effect | None = None


def _by(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


PARTY, CLOCK = _by(Role.PARTY), _by(Role.CLOCK)
HERE = guards.both_are_here
HOURS_FIT = (guards.hours_are_missing, guards.hours_fit)

TABLE: dict[tuple[State, Event], Transition] = {
    # A question first.
    (State.ASKED, Event.ANSWER): Transition(
        _by(Role.OTHER), State.TALKING, (guards.question_is_answered,), effects.open_talk
    ),
    (State.ASKED, Event.WITHDRAW): Transition(
        _by(Role.ASKER), State.WITHDRAWN, (guards.question_is_withdrawn,)
    ),
    (State.ASKED, Event.REST): Transition(CLOCK, State.RESTED, (guards.is_time,)),
    (State.TALKING, Event.REST): Transition(
        _by(Role.PARTY, Role.CLOCK), State.RESTED, (guards.is_time,)
    ),
    (State.RESTED, Event.ANSWER): Transition(
        _by(Role.OTHER), State.TALKING, (guards.question_is_answered,), effects.open_talk
    ),
    (State.RESTED, Event.WITHDRAW): Transition(
        _by(Role.ASKER), State.WITHDRAWN, (guards.question_is_withdrawn,)
    ),
    (State.RESTED, Event.TAKE_UP): Transition(
        PARTY, effects.where_it_rested, (HERE, guards.talked_or_asked)
    ),
    # Proposal and counter-proposal.
    (State.TALKING, Event.PROPOSE): Transition(PARTY, State.PROPOSED, (HERE,), effects.propose),
    (State.PROPOSED, Event.PROPOSE): Transition(
        _by(Role.RECEIVER), State.PROPOSED, (HERE, guards.proposals_are_left), effects.propose
    ),
    (State.PROPOSED, Event.AGREE): Transition(
        _by(Role.RECEIVER), State.AGREED, (HERE, guards.still_to_come), effects.freeze
    ),
    (State.PROPOSED, Event.DECLINE): Transition(
        _by(Role.RECEIVER), State.DECLINED, (), effects.decline
    ),
    (State.PROPOSED, Event.WITHDRAW): Transition(_by(Role.PROPOSER), State.WITHDRAWN),
    (State.PROPOSED, Event.EXPIRE): Transition(CLOCK, State.EXPIRED, (guards.is_time,)),
    # Agreed: the terms stand, the date may move.
    (State.AGREED, Event.PROPOSE_DATE): Transition(
        PARTY, State.AGREED, (HERE,), effects.propose_date
    ),
    (State.AGREED, Event.ACCEPT_DATE): Transition(
        _by(Role.DATE_RECEIVER), State.AGREED, (HERE,), effects.accept_date
    ),
    (State.AGREED, Event.DROP_DATE): Transition(
        PARTY, State.AGREED, (guards.a_date_waits,), effects.drop_date
    ),
    (State.AGREED, Event.CANCEL): Transition(
        PARTY, State.CANCELLED, (guards.before_the_start,), effects.cancel
    ),
    (State.AGREED, Event.SAY_DONE): Transition(
        PARTY, State.DONE_BY_ONE, (guards.after_the_end,), effects.say_done
    ),
    (State.AGREED, Event.TELL): Transition(
        PARTY, State.DID_NOT_HAPPEN, (guards.after_the_start,), effects.tell
    ),
    (State.AGREED, Event.LAPSE): Transition(CLOCK, State.LAPSED, (guards.is_time,)),
    # Done by one, confirmed by the other.
    (State.DONE_BY_ONE, Event.CONFIRM): Transition(
        _by(Role.CONFIRMER), State.DONE, (), effects.confirm
    ),
    (State.DONE_BY_ONE, Event.ASK_CHANGES): Transition(
        _by(Role.CONFIRMER),
        State.CHANGES_ASKED,
        (guards.corrections_are_left,),
        effects.ask_changes,
    ),
    (State.DONE_BY_ONE, Event.CONFIRM_BY_SILENCE): Transition(
        CLOCK, State.DONE, (guards.no_more_than_agreed, guards.is_time), effects.confirm_by_silence
    ),
    (State.DONE_BY_ONE, Event.DISPUTE): Transition(PARTY, State.DISPUTED, (), effects.dispute),
    (State.CHANGES_ASKED, Event.SAY_DONE): Transition(
        _by(Role.DOER), State.DONE_BY_ONE, (), effects.say_done
    ),
    (State.CHANGES_ASKED, Event.DISPUTE): Transition(PARTY, State.DISPUTED, (), effects.dispute),
    # It did not happen, told by each side.
    (State.DID_NOT_HAPPEN, Event.TELL): Transition(
        PARTY, State.DID_NOT_HAPPEN, (guards.not_final, guards.not_told_yet), effects.tell
    ),
    (State.DID_NOT_HAPPEN, Event.MAKE_FINAL): Transition(
        CLOCK, State.DID_NOT_HAPPEN, (guards.is_time,), effects.make_final
    ),
    (State.DID_NOT_HAPPEN, Event.DISPUTE): Transition(
        PARTY, State.DISPUTED, (guards.not_final,), effects.dispute
    ),
    # Done: what each takes along opens at once.
    (State.DONE, Event.REFLECT): Transition(
        PARTY, effects.reflected_by_both, (guards.not_reflected_yet,), effects.reflect
    ),
    (State.DONE, Event.OPEN_REFLECTIONS): Transition(CLOCK, State.REFLECTED, (guards.is_time,)),
    (State.DONE, Event.DISPUTE): Transition(
        PARTY, State.DISPUTED, (guards.within_thirty_days,), effects.dispute
    ),
    (State.REFLECTED, Event.DISPUTE): Transition(
        PARTY, State.DISPUTED, (guards.within_thirty_days,), effects.dispute
    ),
    # Cleared up by both, or by a mediator.
    (State.DISPUTED, Event.SUGGEST): Transition(PARTY, State.DISPUTED, (), effects.suggest),
    (State.DISPUTED, Event.SETTLE): Transition(
        _by(Role.PARTY, Role.MEDIATOR), State.SETTLED, (guards.both_or_mediator,), effects.settle
    ),
    # Hours that could not be entered then are entered now.
    (State.DONE, Event.ENTER_HOURS): Transition(
        _by(Role.PARTY, Role.CLOCK), State.DONE, HOURS_FIT, effects.enter_hours
    ),
    (State.REFLECTED, Event.ENTER_HOURS): Transition(
        _by(Role.PARTY, Role.CLOCK), State.REFLECTED, HOURS_FIT, effects.enter_hours
    ),
    (State.SETTLED, Event.ENTER_HOURS): Transition(
        _by(Role.PARTY, Role.CLOCK), State.SETTLED, HOURS_FIT, effects.enter_hours
    ),
    # One of the two blocks the other, leaves or is suspended.
    (State.ASKED, Event.CLOSE): Transition(CLOCK, State.CLOSED, (), effects.close),
    (State.TALKING, Event.CLOSE): Transition(CLOCK, State.CLOSED, (), effects.close),
    (State.RESTED, Event.CLOSE): Transition(CLOCK, State.CLOSED, (), effects.close),
    (State.PROPOSED, Event.CLOSE): Transition(CLOCK, State.CLOSED, (), effects.close),
    (State.AGREED, Event.CLOSE): Transition(CLOCK, State.CLOSED, (), effects.close),
    (State.DONE_BY_ONE, Event.CLOSE): Transition(CLOCK, State.CLOSED, (), effects.close),
    (State.CHANGES_ASKED, Event.CLOSE): Transition(CLOCK, State.CLOSED, (), effects.close),
    (State.DISPUTED, Event.CLOSE): Transition(CLOCK, State.CLOSED, (), effects.close),
}
