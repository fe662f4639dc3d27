"""The hours of an exchange: they are entered, or both can read why not. Nothing in between."""

from typing import Any

from django.db import transaction

from sharing.models import Cause, Exchange, Way
from sharing.services.accounts import (
    CannotEnter,
    NotInBoth,
    can_agree_on_hours,
    can_enter_hours,
    correct,
    settle_hours,
)
from sharing.services.exchanges.act import Act


def require_hours(act: Act) -> None:
    """Refuse to agree on hours that could not be entered as things stand."""
    last = act.exchange.proposals.order_by("number").last()
    if last is not None and last.way == Way.HOURS:
        can_agree_on_hours(**_whose(act.exchange, last), minutes=last.minutes)


def hindrance(exchange: Exchange) -> CannotEnter | None:
    """What keeps given hours from being entered just now, if anything does."""
    try:
        if minutes := _given(exchange):
            can_enter_hours(**_whose(exchange, exchange.agreed), minutes=minutes)
    except CannotEnter as refusal:
        return refusal
    return None


def enter(act: Act) -> None:
    """Enter the hours that were given, or refuse."""
    exchange = act.exchange
    minutes = _given(exchange)
    if not minutes:
        return
    exchange.entry = settle_hours(
        exchange=exchange,
        minutes=minutes,
        key=f"exchange-{exchange.code}",
        **_whose(exchange, exchange.agreed),
    )
    exchange.not_entered = ""


def enter_or_say_why(act: Act) -> None:
    """The same where nobody is there to choose otherwise: the reason is kept and stands in the
    history. Either of the two can have them entered once it is gone.
    """
    try:
        with transaction.atomic():
            enter(act)
    except CannotEnter as refusal:
        act.exchange.not_entered = refusal.why
        act.noted |= {"not_entered": str(refusal.why)}


def mend(act: Act, minutes: int) -> None:
    """What holds in the end is what stands in the accounts."""
    exchange = act.exchange
    if exchange.entry is None:
        exchange.not_entered = ""
        enter_or_say_why(act)
        return
    correct(
        transfer=exchange.entry,
        minutes=minutes,
        key=f"exchange-{exchange.code}-settled",
        cause=Cause.CLEARED_UP if act.partner is not None else Cause.DECIDED,
        actor=act.member,
    )


def _given(exchange: Exchange) -> int:
    """How many minutes are to be entered; none of a gift, or of what is paid."""
    agreed = exchange.agreed
    is_for_hours = agreed is not None and agreed.way == Way.HOURS
    return exchange.minutes_given or 0 if is_for_hours else 0


def _whose(exchange: Exchange, terms: Any) -> dict[str, Any]:
    """Who gave, who received, and where it is entered; whoever has left gets no entry any more."""
    receiver = exchange.partner_of(terms.giver) if terms.giver else None
    if receiver is None or terms.community is None:
        raise NotInBoth
    return {"giver": terms.giver, "receiver": receiver, "community": terms.community}
