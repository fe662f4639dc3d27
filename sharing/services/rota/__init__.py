"""The listening rota, so that no request stays alone."""

from sharing.services.rota.looking import (
    ask_authors_on,
    bring_to_rota,
    look_after_requests,
    settle_turns,
)
from sharing.services.rota.seats import erase_seats, join_rota, leave_rota
from sharing.services.rota.turns import leave_to_others, pass_on, waiting_turns

__all__ = [
    "ask_authors_on",
    "bring_to_rota",
    "erase_seats",
    "join_rota",
    "leave_rota",
    "leave_to_others",
    "look_after_requests",
    "pass_on",
    "settle_turns",
    "waiting_turns",
]
