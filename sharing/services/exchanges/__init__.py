"""Exchanges: one table of transitions, one door, and the verbs that go through it."""

from sharing.services.exchanges.act import Act, Event
from sharing.services.exchanges.acts import (
    accept_date,
    agree,
    ask_changes,
    cancel,
    choose_to_publish,
    confirm,
    decline,
    decline_date,
    dispute,
    enter_hours,
    propose,
    propose_date,
    reflect,
    rest,
    say_done,
    settle,
    take_up,
    tell_it_did_not_happen,
    withdraw,
    withdraw_proposal,
)
from sharing.services.exchanges.beginning import (
    begin_with,
    exchange_about,
    exchange_of_ring,
    open_exchange,
    repeat,
)
from sharing.services.exchanges.checking import check_hours
from sharing.services.exchanges.clock import look_after_exchanges
from sharing.services.exchanges.door import apply, possible
from sharing.services.exchanges.table import TABLE, Transition
from sharing.services.exchanges.terms import Terms

__all__ = [
    "TABLE",
    "Act",
    "Event",
    "Terms",
    "Transition",
    "accept_date",
    "agree",
    "apply",
    "ask_changes",
    "begin_with",
    "cancel",
    "check_hours",
    "choose_to_publish",
    "confirm",
    "decline",
    "decline_date",
    "dispute",
    "enter_hours",
    "exchange_about",
    "exchange_of_ring",
    "look_after_exchanges",
    "open_exchange",
    "possible",
    "propose",
    "propose_date",
    "reflect",
    "repeat",
    "rest",
    "say_done",
    "settle",
    "take_up",
    "tell_it_did_not_happen",
    "withdraw",
    "withdraw_proposal",
]
