"""What is compared: offers, requests and people, reduced to what the matching needs to know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    SAME_MEANING = "what you wrote and what they wrote mean nearly the same"
    SAME_TIME = "you are free at the same time"
    OTHER_COMMUNITY = "you are in other communities"
    OTHER_POSITION = "you take opposite positions on a topic both care about"


class Against(Enum):
    """What may not fit."""

    LANGUAGE = "another language"
    PLACE = "another place"
    TERMS = "other terms"
    TIME = "free at other times"
    LEVEL = "not further than you are"


@dataclass(frozen=True)
class Card:
    """An offer, a request, or what a member can do and wants to learn, reduced to what is compared.

    For a member `skills` is what they can do, `wants` what they want to learn. `vector` says what
    a listing means, as it is stored; empty where no worker has read it yet.
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
    slots: frozenset[int] = frozenset()
    vector: bytes = field(default=b"", repr=False)
    text: str = field(default="", repr=False)


@dataclass(frozen=True)
class Mine:
    """Everything of one member; who names no languages finds none of them foreign.

    `levels` says how far one has come in what one can, `learning` in what one wants to learn.
    """

    offers: tuple[Card, ...] = ()
    requests: tuple[Card, ...] = ()
    can: frozenset[int] = frozenset()
    wants: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    key: int = 0
    slots: frozenset[int] = frozenset()
    place: str = ""
    communities: frozenset[int] = frozenset()
    levels: Mapping[int, int] = field(default_factory=dict, hash=False)
    learning: Mapping[int, int] = field(default_factory=dict, hash=False)

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
    """Why it fits: by these skills, and by which of one's own listings and theirs, if by one."""

    why: Why
    skills: frozenset[int] = frozenset()
    mine: int | None = None
    theirs: int | None = None


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
    score: float = 0.0

    @property
    def shared(self) -> frozenset[int]:
        """Every skill that speaks for it."""
        return frozenset().union(*(reason.skills for reason in self.reasons))


@dataclass(frozen=True)
class Pair:
    """Two members: what each gains by the other, in figures and in reasons.

    The reasons of `they_gain` are seen from them: their `mine` is a listing of theirs.
    """

    u1: float
    u2: float
    score: float
    you_gain: tuple[Reason, ...]
    they_gain: tuple[Reason, ...]
    obstacles: tuple[Obstacle, ...]
