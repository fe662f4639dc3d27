"""Who fits whom, out of the database, and why."""

from sharing.services.matches.declined import not_for_me, take_back
from sharing.services.matches.finding import Found, match_with, matches_for, own_of

__all__ = ["Found", "match_with", "matches_for", "not_for_me", "own_of", "take_back"]
