"""Compares what somebody else gives or seeks with what one gives, seeks, can and wants to learn.

Two things fit when they name the same skill. There is no score: the order is the number of shared
skills, then what is newest, and the page says so. What may stand in the way (language, place,
terms) never hides a match; it stands beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Kind(Enum):
    OFFER = "offer"
    REQUEST = "request"
    MEMBER = "member"


class Why(Enum):
    """What fits, seen from the one who reads."""

    YOU_SEEK_IT = "your request names it"
    YOU_GIVE_IT = "your offer names it"
    YOU_WANT_TO_LEARN_IT = "you want to learn it"
    YOU_CAN_DO_IT = "you can do it"


class Against(Enum):
    """What may not fit."""

    LANGUAGE = "another language"
    PLACE = "another place"
    TERMS = "other terms"


@dataclass(frozen=True)
class Card:
    """An offer, a request, or what a member can do and wants to learn, reduced to what is compared.

    For a member `skills` is what they can do, `wants` what they want to learn.
    """

    kind: Kind
    key: int
    owner: int
    skills: frozenset[int]
    created_at: datetime
    language: str = ""
    is_online: bool = True
    place: str = ""
    terms: frozenset[str] = frozenset()
    wants: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Mine:
    """Everything of the one who reads; who names no languages finds none of them foreign."""

    offers: tuple[Card, ...] = ()
    requests: tuple[Card, ...] = ()
    can: frozenset[int] = frozenset()
    wants: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()

    @property
    def sought(self) -> frozenset[int]:
        """Skills that offers and people are looked for by."""
        return self.wants.union(*(card.skills for card in self.requests))

    @property
    def given(self) -> frozenset[int]:
        """Skills that requests are looked for by."""
        return self.can.union(*(card.skills for card in self.offers))


@dataclass(frozen=True)
class Reason:
    """Why it fits: by these skills, and by which of one's own listings, if by one."""

    why: Why
    skills: frozenset[int]
    mine: int | None = None


@dataclass(frozen=True)
class Obstacle:
    """What may not fit, and with which of one's own listings, if with one."""

    against: Against
    mine: int | None = None


@dataclass(frozen=True)
class Match:
    theirs: Card
    reasons: tuple[Reason, ...]
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def shared(self) -> frozenset[int]:
        """Every skill that speaks for it."""
        return frozenset().union(*(reason.skills for reason in self.reasons))


def match(mine: Mine, theirs: Card) -> Match | None:
    """All that speaks for something of somebody else, and what may stand in the way."""
    reasons = tuple(_reasons(mine, theirs))
    if not reasons:
        return None
    own = {card.key: card for card in (*mine.offers, *mine.requests)}
    meant = [own[reason.mine] for reason in reasons if reason.mine is not None]
    return Match(theirs, reasons, tuple(_obstacles(mine, theirs, meant)))


def best_first(matches: Iterable[Match]) -> list[Match]:
    """More shared skills first, then the newest; the key keeps the order always the same."""
    return sorted(
        matches,
        key=lambda one: (len(one.shared), one.theirs.created_at, one.theirs.key),
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
        return [*by_listing, *by_skill]
    by_listing = list(_by_listing(mine.requests, theirs, Why.YOU_SEEK_IT))
    return [
        *by_listing,
        *_by_skill(mine.wants, theirs.skills - _said(by_listing), Why.YOU_WANT_TO_LEARN_IT),
        *_by_skill(mine.can, theirs.wants, Why.YOU_CAN_DO_IT),
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
