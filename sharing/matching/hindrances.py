"""What may stand between two who fit: language, time, terms, place. Nothing hides a match."""

from collections.abc import Sequence

import numpy as np

from sharing.matching.cards import Card, Mine
from sharing.matching.tables import Flags, Floats, columns_of, differ, table
from sharing.matching.weights import WEIGHTS


def left_by_hindrances(seekers: Sequence[Mine], givers: Sequence[Mine]) -> Floats:
    """The part of a gain that is left, 1 where nothing hinders."""
    left = np.ones((len(seekers), len(givers)), dtype=np.float32)
    left[differ([one.languages for one in seekers], [one.languages for one in givers])] *= (
        WEIGHTS.other_language
    )
    left[differ([free(one) for one in seekers], [free(one) for one in givers])] *= (
        WEIGHTS.other_time
    )
    asked = [terms_of(one.requests) for one in seekers]
    left[differ(asked, [terms_of(one.offers) for one in givers])] *= WEIGHTS.other_terms
    left[~meetable(seekers, givers)] *= WEIGHTS.other_place
    return left


def free(one: Mine) -> frozenset[int]:
    """The parts of the week that somebody names, for themselves or with a listing."""
    return one.slots.union(*(card.slots for card in (*one.offers, *one.requests)))


def terms_of(cards: Sequence[Card]) -> frozenset[str]:
    return frozenset().union(*(card.terms for card in cards))


def is_online(one: Mine) -> bool:
    """Who has no listing has said nothing against it."""
    cards = (*one.offers, *one.requests)
    return not cards or any(card.is_online for card in cards)


def places(one: Mine) -> frozenset[str]:
    named = (one.place, *(card.place for card in (*one.offers, *one.requests)))
    return frozenset(place.casefold().strip() for place in named if place.strip())


def meetable(ones: Sequence[Mine], others: Sequence[Mine]) -> Flags:
    """Both online, or both at one place; a place within a longer name counts as the same."""
    online = np.array([is_online(one) for one in ones])[:, None] & np.array(
        [is_online(one) for one in others], dtype=bool
    )
    here, there = [places(one) for one in ones], [places(one) for one in others]
    from_, to = columns_of(here), columns_of(there)
    same = np.array(
        [[place in other or other in place for other in to] for place in from_], dtype=np.float32
    ).reshape(len(from_), len(to))
    near = (table(here, from_) @ same @ table(there, to).T) > 0
    met: Flags = online | near
    return met
