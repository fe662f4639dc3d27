"""Who may do what in sharing; each predicate says its refusal."""

from sharing.access.listings import (
    can_ask_for,
    can_share_in,
    has_met,
    is_not_hidden,
    is_own,
    own_communities,
)
from sharing.access.skills import can_tie

__all__ = [
    "can_ask_for",
    "can_share_in",
    "can_tie",
    "has_met",
    "is_not_hidden",
    "is_own",
    "own_communities",
]
