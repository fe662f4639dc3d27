"""Compares what somebody else gives or seeks with what one gives, seeks, can and wants to learn.

Two things fit when they name the same skill, or when what both say means nearly the same. What may
stand in the way (language, place, terms) never hides a match; it stands beside it.
"""

from collections.abc import Iterable

from sharing.matching.cards import (
    Against,
    Card,
    Kind,
    Match,
    Mine,
    Obstacle,
    Reason,
    Why,
)
from sharing.matching.encoding import unpacked
from sharing.matching.weights import WEIGHTS


def match(mine: Mine, theirs: Card) -> Match | None:
    """All that speaks for something of somebody else, and what may stand in the way."""
    reasons = tuple(_reasons(mine, theirs))
    if not reasons:
        return None
    own = {card.key: card for card in (*mine.offers, *mine.requests)}
    meant = [own[reason.mine] for reason in reasons if reason.mine is not None]
    return Match(theirs, reasons, tuple(_obstacles(mine, theirs, meant)))


def best_first(matches: Iterable[Match]) -> list[Match]:
    """By score, where there is one; then more shared skills, then the newest; the key decides."""
    return sorted(
        matches,
        key=lambda one: (one.score, len(one.shared), one.theirs.created_at, one.theirs.key),
        reverse=True,
    )


def without_doubles(matches: Iterable[Match]) -> list[Match]:
    """Leave out a person whose own offer says as much already."""
    matches = list(matches)
    offered: dict[int, set[int]] = {}
    for one in matches:
        if one.theirs.kind is Kind.OFFER:
            offered.setdefault(one.theirs.owner, set()).update(one.shared)
    return [
        one
        for one in matches
        if one.theirs.kind is not Kind.MEMBER
        or not one.shared <= offered.get(one.theirs.owner, set())
    ]


def _reasons(mine: Mine, theirs: Card) -> Iterable[Reason]:
    """A skill that one's listing names already is not said a second time."""
    if theirs.kind is Kind.REQUEST:
        by_listing = list(_by_listing(mine.offers, theirs, Why.YOU_GIVE_IT))
        by_skill = _by_skill(mine.can, theirs.skills - _said(by_listing), Why.YOU_CAN_DO_IT)
        return [*by_listing, *by_skill, *_by_meaning(mine.offers, theirs, by_listing)]
    by_listing = list(_by_listing(mine.requests, theirs, Why.YOU_SEEK_IT))
    return [
        *by_listing,
        *_by_skill(mine.wants, theirs.skills - _said(by_listing), Why.YOU_WANT_TO_LEARN_IT),
        *_by_skill(mine.can, theirs.wants, Why.YOU_CAN_DO_IT),
        *_by_meaning(mine.requests, theirs, by_listing),
    ]


def _said(reasons: Iterable[Reason]) -> frozenset[int]:
    return frozenset().union(*(reason.skills for reason in reasons))


def _by_listing(own: Iterable[Card], theirs: Card, why: Why) -> Iterable[Reason]:
    for card in own:
        if shared := card.skills & theirs.skills:
            yield Reason(why, shared, card.key)


def _by_skill(own: frozenset[int], theirs: frozenset[int], why: Why) -> Iterable[Reason]:
    if shared := own & theirs:
        yield Reason(why, shared)


def _by_meaning(own: Iterable[Card], theirs: Card, by_listing: list[Reason]) -> Iterable[Reason]:
    """The listing of one's own that means nearly the same, unless a skill says so already."""
    read = [card for card in own if card.vector]
    if by_listing or not theirs.vector or not read:
        return
    near = unpacked([card.vector for card in read]) @ unpacked([theirs.vector])[0]
    if near.max() > WEIGHTS.alike:
        yield Reason(Why.SAME_MEANING, mine=read[int(near.argmax())].key)


def _obstacles(mine: Mine, theirs: Card, meant: list[Card]) -> Iterable[Obstacle]:
    if theirs.language and mine.languages and theirs.language not in mine.languages:
        yield Obstacle(Against.LANGUAGE)
    # A person says nothing about a place, only what they offer or seek does.
    here = [] if theirs.kind is Kind.MEMBER else meant
    if here and not any(_can_meet(card, theirs) for card in here):
        yield Obstacle(Against.PLACE, meant[0].key)
    if theirs.terms and meant and not any(card.terms & theirs.terms for card in meant):
        yield Obstacle(Against.TERMS, meant[0].key)


def _can_meet(one: Card, other: Card) -> bool:
    """Both online, or both at one place; a place within a longer name counts as the same."""
    if one.is_online and other.is_online:
        return True
    here, there = one.place.casefold().strip(), other.place.casefold().strip()
    return bool(here and there) and (here in there or there in here)
