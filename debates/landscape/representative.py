"""Which statements characterise a camp: where it is clear, and clearer than all others.

Source: representativeness as Polis computes it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from debates.landscape.constants import MOST_REPRESENTATIVE, SIGNIFICANT
from debates.landscape.counts import Tally, difference, one_sided
from debates.landscape.figures import Side
from debates.landscape.matrix import Floats
from debates.landscape.scores import share

SIDES: tuple[Side, Side] = ("agree", "disagree")


@dataclass(frozen=True, eq=False)
class Typical:
    """Of one side, everything [m, camps]: see `CampFigures`; metric is the product of the four."""

    repness: Floats
    repness_test: Floats
    p_success: Floats
    p_test: Floats

    @cached_property
    def metric(self) -> Floats:
        return np.asarray(self.repness * self.repness_test * self.p_success * self.p_test)

    @cached_property
    def sufficient(self) -> NDArray[np.bool_]:
        return np.asarray((self.p_test > SIGNIFICANT) & (self.repness_test > SIGNIFICANT))


@dataclass(frozen=True, eq=False)
class Representative:
    """Both sides, and which of the two stands out: disagrees bool [m, camps]."""

    agree: Typical
    disagree: Typical
    disagrees: NDArray[np.bool_]

    def side(self, statement: int, camp: int) -> tuple[Side, Typical]:
        where = bool(self.disagrees[statement, camp])
        return SIDES[where], self.disagree if where else self.agree


def representative(counts: Tally) -> Representative:
    """Compare each camp with all others together."""
    others = counts.outside()
    agree, disagree = (
        Typical(
            repness=share(counts.count(side), counts.seen) / share(others.count(side), others.seen),
            repness_test=difference(
                counts.count(side), counts.seen, others.count(side), others.seen
            ),
            p_success=share(counts.count(side), counts.seen),
            p_test=one_sided(counts.count(side), counts.seen),
        )
        for side in SIDES
    )
    return Representative(agree, disagree, disagree.repness_test >= agree.repness_test)


def best_agreement(counts: Tally, agree: Typical, among: Sequence[int], camp: int) -> int | None:
    """The statement a camp most typically agrees with, walking them in their order; or none."""
    best: int | None = None
    for place in among:
        if counts.agree[place, camp] + counts.disagree[place, camp] == 0:
            continue
        if best is None:
            best = place if _may_be_first(agree, place, camp) else None
        elif _is_better(agree, place, best, camp):
            best = place
    return best


def selected(
    found: Representative, among: Sequence[int], best: int | None, camp: int
) -> tuple[int, ...]:
    """At most MOST_REPRESENTATIVE: the best agreement, then by metric; agreements stand first."""
    passing = [place for place in among if _passes(found, place, camp)]
    passing.sort(key=lambda place: -found.side(place, camp)[1].metric[place, camp])
    if best is not None:
        passing = [best, *(place for place in passing if place != best)]
    if not passing:
        passing = list(_nearest(found, among, camp))
    first = passing[:MOST_REPRESENTATIVE]
    return tuple(sorted(first, key=lambda place: bool(found.disagrees[place, camp])))


def _passes(found: Representative, place: int, camp: int) -> bool:
    return bool(found.agree.sufficient[place, camp] or found.disagree.sufficient[place, camp])


def _nearest(found: Representative, among: Sequence[int], camp: int) -> Iterator[int]:
    """Where nothing suffices: the one statement that comes closest to telling the camp apart."""
    tests = np.maximum(found.agree.repness_test, found.disagree.repness_test)[:, camp]
    if among:
        yield max(among, key=lambda place: tests[place])


def _may_be_first(agree: Typical, place: int, camp: int) -> bool:
    at = (place, camp)
    differs = agree.repness[at] > 1 and agree.p_success[at] > 0.5
    return bool(agree.p_test[at] > SIGNIFICANT or differs)


def _is_better(agree: Typical, place: int, best: int, camp: int) -> bool:
    new, old = (place, camp), (best, camp)
    if agree.repness[old] > 1:
        return bool(agree.metric[new] > agree.metric[old])
    strength = agree.p_success * agree.p_test
    return bool(strength[new] > strength[old])
