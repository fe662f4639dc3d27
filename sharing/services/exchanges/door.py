"""The only door through which an exchange changes its state."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from members.models import Member
from members.refusals import NotAllowed, Refusal
from members.services.outbox import notify
from sharing.access.exchanges import REFUSALS, Role, roles_of
from sharing.models import Exchange, ExchangeEvent, ExchangeState
from sharing.refusals import NotFromHere, PageIsOld
from sharing.services.exchanges.act import Act, Event
from sharing.services.exchanges.moments import due_after
from sharing.services.exchanges.table import TABLE, Transition

# What the other hears of, and as which kind of news; what is not here is seen on the page.
NEWS = {
    Event.PROPOSE: "sharing.exchange_proposed",
    Event.AGREE: "sharing.exchange_agreed",
    Event.PROPOSE_DATE: "sharing.exchange_date",
    Event.ACCEPT_DATE: "sharing.exchange_date",
    Event.DROP_DATE: "sharing.exchange_date",
    Event.CANCEL: "sharing.exchange_date",
    **dict.fromkeys(
        (
            Event.REST,
            Event.TAKE_UP,
            Event.DECLINE,
            Event.EXPIRE,
            Event.SAY_DONE,
            Event.ASK_CHANGES,
            Event.CONFIRM,
            Event.CONFIRM_BY_SILENCE,
            Event.TELL,
            Event.LAPSE,
            Event.DISPUTE,
            Event.SUGGEST,
            Event.SETTLE,
            Event.OPEN_REFLECTIONS,
            Event.REFLECT,
            Event.CLOSE,
            Event.ENTER_HOURS,
        ),
        "sharing.exchange_moved",
    ),
}


@transaction.atomic
def apply(
    *,
    exchange: Exchange,
    event: Event,
    member: Member | None = None,
    turn: int | None = None,
    now: datetime | None = None,
    **given: Any,
) -> Exchange:
    """Take one step of an exchange under its lock, or refuse and say why.

    `turn` is the one of the page on which the button stood: the same click again gives the result
    of the first, any other on an old page is refused. Without a member the clock acts.
    """
    row = _locked(exchange)
    if turn is not None and turn != row.turn:
        return _first_click(row, event, member, turn)
    act = Act(row, event, member, now or timezone.now(), given)
    transition = _allowed(act)
    before = ExchangeState(row.state)
    if transition.effect:
        transition.effect(act)
    row.state = transition.to if isinstance(transition.to, ExchangeState) else transition.to(act)
    write_down(act, before)
    return row


def possible(exchange: Exchange, member: Member, **given: Any) -> set[Event]:
    """The steps that are open to somebody just now; pages offer only these."""
    roles, now = roles_of(member, exchange), timezone.now()
    found = set()
    for (state, event), transition in TABLE.items():
        if state == exchange.state and roles & transition.roles:
            act = Act(exchange, event, member, now, given)
            if _holds(transition, act):
                found.add(event)
    return found


def _holds(transition: Transition, act: Act) -> bool:
    try:
        for guard in transition.guards:
            guard(act)
    except Refusal:
        return False
    return True


def write_down(act: Act, before: str, event: str = "") -> ExchangeEvent:
    """Append what happened, count the turn, set the clock, and let the other know."""
    exchange, now = act.exchange, act.now
    exchange.turn += 1
    exchange.stirred_at = now
    exchange.due_at = due_after(exchange, now)
    exchange.save()
    step = exchange.events.create(
        actor=act.member,
        event=event or act.event,
        state_before=before,
        state_after=exchange.state,
        data=act.noted,
        at=now,
    )
    if kind := NEWS.get(act.event):
        notify(kind, actor=act.member, target=step, happened_at=now)
    return step


def _locked(exchange: Exchange) -> Exchange:
    rows = Exchange.objects.select_for_update(of=("self",), no_key=True)
    related = ("asker", "other", "offer", "request", "question", "entry", "agreed__giver")
    return rows.select_related(*related, "agreed__community").get(pk=exchange.pk)


def _first_click(row: Exchange, event: Event, member: Member | None, turn: int) -> Exchange:
    """The same button pressed twice: what the first click did is the result of both."""
    last = row.events.order_by("at", "id").last()
    is_mine = last is not None and member is not None and last.actor_id == member.pk
    if last is not None and is_mine and last.event == event and row.turn == turn + 1:
        return row
    raise PageIsOld


def _allowed(act: Act) -> Transition:
    """The transition for this step, if the state knows it, the role fits and all guards hold."""
    state = ExchangeState(act.exchange.state)
    roles = roles_of(act.member, act.exchange)
    if not roles:
        raise NotAllowed(REFUSALS[Role.PARTY])
    transition = TABLE.get((state, act.event))
    if transition is None:
        raise NotFromHere(state)
    if not roles & transition.roles:
        raise NotAllowed(_why_not(roles, transition.roles))
    for guard in transition.guards:
        guard(act)
    return transition


def _why_not(roles: set[Role], wanted: frozenset[Role]) -> Any:
    """The sentence of the part that is missing."""
    if roles == {Role.MEDIATOR} or roles == {Role.CLOCK}:
        return REFUSALS[Role.CLOCK] if wanted == {Role.CLOCK} else REFUSALS[Role.PARTY]
    return REFUSALS[min(wanted)]
