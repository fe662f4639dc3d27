"""Who fits whom, out of the database, and why."""

from sharing.services.matches.declined import not_for_me, take_back
from sharing.services.matches.finding import Found, match_with, matches_for, own_of
from sharing.services.matches.letter import digest_matches, key_of, note_followed, note_shown

__all__ = [
    "Found",
    "digest_matches",
    "key_of",
    "match_with",
    "matches_for",
    "not_for_me",
    "note_followed",
    "note_shown",
    "own_of",
    "take_back",
]
