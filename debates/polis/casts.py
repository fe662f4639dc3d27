"""From all the votes that were cast to the one of each person on each statement that counts."""

from collections.abc import Iterable

from debates.polis.conversation import Cast


def last_ones(casts: Iterable[Cast]) -> tuple[Cast, ...]:
    """The last by time; where times are missing or the same, the last by order."""
    last: dict[tuple[str, str], Cast] = {}
    for cast in casts:
        before = last.get((cast.person, cast.claim))
        if before is None or not _is_before(cast, before):
            last[cast.person, cast.claim] = cast
    return tuple(last.values())


def _is_before(one: Cast, other: Cast) -> bool:
    return one.at is not None and other.at is not None and one.at < other.at
