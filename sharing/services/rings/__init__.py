"""Rings: found, proposed to all at once, begun when all say yes, ended kindly otherwise."""

from sharing.services.rings.answering import (
    RingIsOver,
    answer_ring,
    close_due_rings,
    end_rings_between,
    end_rings_of,
)
from sharing.services.rings.finding import (
    LookingAlready,
    communities_to_search,
    find_rings,
    look_for_ring,
)
from sharing.services.rings.proposing import Gift, propose_ring

__all__ = [
    "Gift",
    "LookingAlready",
    "RingIsOver",
    "answer_ring",
    "close_due_rings",
    "communities_to_search",
    "end_rings_between",
    "end_rings_of",
    "find_rings",
    "look_for_ring",
    "propose_ring",
]
