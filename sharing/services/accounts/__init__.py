"""Time accounts: hours given and received in a community, in double entry and in minutes."""

from sharing.services.accounts.leaving import come_back, leave_accounts
from sharing.services.accounts.ledger import account_of, enter
from sharing.services.accounts.mending import correct, correct_entry, mark_disputed
from sharing.services.accounts.room import (
    CannotEnter,
    NoAccounts,
    NoRoom,
    NotInBoth,
    widen_floor,
)
from sharing.services.accounts.rules import give_hours, rules_of, set_rules, widen_bounds
from sharing.services.accounts.settling import (
    can_agree_on_hours,
    can_enter_hours,
    settle_hours,
)

__all__ = [
    "CannotEnter",
    "NoAccounts",
    "NoRoom",
    "NotInBoth",
    "account_of",
    "can_agree_on_hours",
    "can_enter_hours",
    "come_back",
    "correct",
    "correct_entry",
    "enter",
    "give_hours",
    "leave_accounts",
    "mark_disputed",
    "rules_of",
    "set_rules",
    "settle_hours",
    "widen_bounds",
    "widen_floor",
]
