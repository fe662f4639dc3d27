"""What a landscape says: points, camps, and the figures of every statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from debates.landscape.votes import Key

Side = Literal["agree", "disagree"]
Camp = int


@dataclass(frozen=True)
class Point:
    """A participant on the map; `camp` is None for whoever has too few votes to be grouped.

    x and y are in the units of the two components (votes, corrected for the number given).
    """

    id: Key
    x: float
    y: float
    camp: Camp | None


@dataclass(frozen=True)
class CampFigures:
    """How one camp voted on one statement, and how far that is typical of it.

    agree, disagree, seen: counts (seen includes passes). side: where the camp differs more from all
    other camps together. repness: ratio of the smoothed shares, inside to outside. repness_test:
    z of that difference. p_success: smoothed share of the side inside. p_test: its z against one
    half. metric: the product of the four. best_agree: the camp's best agreement. Of a camp without
    others, and where discretion asks for it, everything after `seen` is None.
    """

    camp: Camp
    agree: int
    disagree: int
    seen: int
    repness: float | None = None
    repness_test: float | None = None
    p_success: float | None = None
    p_test: float | None = None
    metric: float | None = None
    side: Side | None = None
    best_agree: bool = False


@dataclass(frozen=True)
class StatementFigures:
    """A statement that was not rejected.

    agree, disagree, seen: counts over all participants, grouped or not; None where discretion asks
    for it. consensus, consensus_disagree: group-informed, the product over camps of the smoothed
    shares (0 to 1). bridging: Jeffreys-geometric, 0 to 1. divide: the largest distance between two
    camps' shares of agreement; None with fewer than FEWEST_DIVIDING_VOTES in a camp. extremity:
    length of the step to which agreeing only here would lead. priority: weight in the routing draw.
    """

    id: Key
    agree: int | None
    disagree: int | None
    seen: int | None
    consensus: float | None
    consensus_disagree: float | None
    bridging: float | None
    divide: float | None
    extremity: float
    priority: float
    camps: tuple[CampFigures, ...]


@dataclass(frozen=True)
class Majority:
    """A statement on which all participants together clearly lean to one side.

    success of seen: votes for that side; p_success: smoothed share; p_test: its z against one half;
    metric: their product.
    """

    id: Key
    success: int
    seen: int
    p_success: float
    p_test: float
    metric: float


@dataclass(frozen=True)
class Overall:
    """The overall consensus, strongest first: what all agree with, what all disagree with."""

    agree: tuple[Majority, ...]
    disagree: tuple[Majority, ...]


@dataclass(frozen=True)
class Said:
    """What counts say about statements.

    statements: those not rejected, in the order of `Votes.statements`. representative: ids that
    characterise each camp, in order. common_ground: ids of all statements not rejected, by
    group-informed consensus, highest first. most_divisive: ids, widest first.
    """

    statements: tuple[StatementFigures, ...]
    representative: Mapping[Camp, tuple[Key, ...]]
    overall: Overall
    common_ground: tuple[Key, ...]
    most_divisive: tuple[Key, ...]


@dataclass(frozen=True)
class Landscape(Said):
    """Camps of opinion found in the votes, what unites them and what divides them.

    participants: everybody with a vote, in the order of `Votes.participants`. k: number of camps,
    0 if nobody could be grouped. silhouette: mean over the grouped, -1 to 1 (0 for fewer than two
    camps). explained: share of the variance that each of the two components explains, 0 to 1.
    enough: how many participants have enough votes of their own. sizes: members of each camp.
    """

    participants: tuple[Point, ...]
    k: int
    silhouette: float
    explained: tuple[float, float]
    enough: int
    sizes: Mapping[Camp, int]

    @property
    def camps(self) -> dict[Key, Camp]:
        """The camp of everybody who is in one: what `same_camps` compares."""
        return {point.id: point.camp for point in self.participants if point.camp is not None}
