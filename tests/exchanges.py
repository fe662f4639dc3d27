"""Exchanges in every state, as they would stand there; for the stage and for tests."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from members.models import Member, Question
from sharing.models import (
    Exchange,
    ExchangeState,
    Mediator,
    NotEntered,
    Offer,
    Outcome,
    Proposal,
    Reflection,
    Telling,
    TellingKind,
    Way,
)
from sharing.services.accounts import set_rules

State = ExchangeState
HOUR = timedelta(hours=1)
# Where something is agreed, and where it has begun.
AGREED = {
    State.AGREED,
    State.DONE_BY_ONE,
    State.CHANGES_ASKED,
    State.DONE,
    State.REFLECTED,
    State.DID_NOT_HAPPEN,
    State.DISPUTED,
    State.SETTLED,
    State.CANCELLED,
    State.LAPSED,
}
BEGUN = AGREED - {State.AGREED, State.CANCELLED}
PROPOSED = AGREED | {State.PROPOSED, State.DECLINED, State.EXPIRED}
DONE = {State.DONE, State.REFLECTED, State.SETTLED}
SAID_DONE = DONE | {State.DONE_BY_ONE, State.CHANGES_ASKED, State.DISPUTED}
# What led to a state, for the history.
CAME_BY = {
    State.ASKED: "asked",
    State.TALKING: "answer",
    State.PROPOSED: "propose",
    State.AGREED: "agree",
    State.DONE_BY_ONE: "say_done",
    State.CHANGES_ASKED: "ask_changes",
    State.DONE: "confirm",
    State.REFLECTED: "reflect",
    State.DID_NOT_HAPPEN: "tell",
    State.DISPUTED: "dispute",
    State.SETTLED: "settle",
    State.WITHDRAWN: "withdraw",
    State.RESTED: "rest",
    State.DECLINED: "decline",
    State.EXPIRED: "expire",
    State.CANCELLED: "cancel",
    State.LAPSED: "lapse",
    State.CLOSED: "close",
}


def terms(giver: Member, **changed: Any) -> dict[str, Any]:
    """Sound terms of a gift, a week from now."""
    return {
        "what": "An evening with your accounts.",
        "giver": giver,
        "way": Way.GIFT,
        "starts_at": timezone.now() + timedelta(days=7),
        "minutes": 120,
        "is_online": True,
        "place": "",
        "note": "",
    } | changed


def keep_hours(cast: Any, **changed: Any) -> None:
    """The public community keeps hours."""
    rules = {"is_on": True, "floor": -600, "lowest_floor": -1500, "ceiling": 2400} | changed
    set_rules(owner=cast.odo, community=cast.public, **rules)


def exchange_in(
    state: str,
    *,
    asker: Member,
    other: Member,
    offer: Offer | None = None,
    begun: bool | None = None,
    at: datetime | None = None,
    **changed: Any,
) -> Exchange:
    """The asker asked about the other's offer and made the last proposal, and said it is done."""
    now = at or timezone.now()
    begun = state in BEGUN if begun is None else begun
    exchange = Exchange.objects.create(
        asker=asker,
        other=other,
        offer=offer,
        title=offer.title if offer else "Books in order",
        state=State.ASKED,
        stirred_at=now,
        created_at=now - 30 * HOUR,
    )
    if state in PROPOSED:
        starts_at = now + (-3 * HOUR if begun else timedelta(days=7))
        said = {name: changed.pop(name) for name in ("way", "community") if name in changed}
        proposal = Proposal.objects.create(
            exchange=exchange,
            number=1,
            author=asker,
            created_at=now - 20 * HOUR,
            **terms(other, starts_at=starts_at, **said),
        )
        if state in AGREED:
            exchange.agreed, exchange.agreed_way = proposal, proposal.way
            if proposal.way == Way.HOURS and state in DONE:
                exchange.not_entered = NotEntered.UNTOLD
            exchange.starts_at, exchange.ends_at = starts_at, starts_at + 2 * HOUR
    _finish(exchange, State(state), now)
    for name, value in changed.items():
        setattr(exchange, name, value)
    exchange.save()
    return exchange


def _finish(exchange: Exchange, state: ExchangeState, now: datetime) -> None:
    exchange.state, exchange.turn = state, 1
    if state in SAID_DONE:
        exchange.done_by, exchange.minutes_given = exchange.asker, 120
    if state in DONE:
        exchange.done_at, exchange.outcome = now, Outcome.DONE
    if state == State.DID_NOT_HAPPEN:
        Telling.objects.create(
            exchange=exchange,
            member=exchange.asker,
            kind=TellingKind.NO_WORD,
            words="Nobody wrote.",
        )
    if state == State.REFLECTED:
        for member in (exchange.asker, exchange.other):
            Reflection.objects.create(exchange=exchange, member=member, learnt="To ask earlier.")
    before = State.TALKING if state == State.RESTED else ""
    exchange.events.create(
        actor=exchange.asker,
        event=CAME_BY[state],
        state_before=before,
        state_after=state,
        data={"number": 1} if state == State.PROPOSED else {},
        at=now,
    )


def exchanges(stage: Any, cast: Any) -> None:
    """Ben asked Lea about her offer, once for every state that has doors of its own."""
    offer = stage["offer.public"]
    states = (
        State.TALKING,
        State.RESTED,
        State.PROPOSED,
        State.AGREED,
        State.DONE_BY_ONE,
        State.DID_NOT_HAPPEN,
        State.DONE,
        State.REFLECTED,
        State.DISPUTED,
    )
    people = {"asker": cast.ben, "other": cast.lea, "offer": offer}
    for state in states:
        stage.put(f"exchange.{state}", exchange_in(state, **people))
    stage.put("exchange.begun", exchange_in(State.AGREED, begun=True, **people))
    stage.put("exchange.changes", exchange_in(State.CHANGES_ASKED, asker=cast.lea, other=cast.ben))
    asked = exchange_in(State.ASKED, **people)
    asked.question = _question_about(offer, cast)
    asked.save()
    stage.put("exchange.asked", asked)
    stage.put("exchange_event", stage["exchange.proposed"].events.get())
    stage.put("proposal", stage["exchange.proposed"].proposals.get())
    stage.put("telling", stage["exchange.did_not_happen"].tellings.get())
    stage.put("reflection", stage["exchange.reflected"].reflections.first())
    disputed = stage["exchange.disputed"]
    stage.put("mediator", Mediator.objects.create(exchange=disputed, member=cast.mara))


def _question_about(offer: Offer, cast: Any) -> Question:
    return Question.objects.create(
        asker=cast.ben,
        addressee=cast.lea,
        target_type=ContentType.objects.get_for_model(offer),
        target_id=offer.pk,
        text="Which book did you begin with?",
        language="en",
    )
