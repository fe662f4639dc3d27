"""Who fits whom, and why. Functions over plain data: no database, no Django, no words yet."""

from sharing.matching.cards import Against, Card, Kind, Match, Mine, Obstacle, Pair, Reason, Why
from sharing.matching.fit import best_first, match, without_doubles

__all__ = [
    "Against",
    "Card",
    "Kind",
    "Match",
    "Mine",
    "Obstacle",
    "Pair",
    "Reason",
    "Why",
    "best_first",
    "match",
    "without_doubles",
]
