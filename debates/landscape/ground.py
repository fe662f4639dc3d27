"""From counts to what is said about statements: their figures, and the lists over the camps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from debates.landscape.constants import FEWEST_CAMPS, FEWEST_DIVIDING_VOTES
from debates.landscape.counts import Tally
from debates.landscape.figures import Camp, CampFigures, Said, StatementFigures
from debates.landscape.matrix import Floats
from debates.landscape.overall import overall_of
from debates.landscape.representative import (
    Representative,
    best_agreement,
    representative,
    selected,
)
from debates.landscape.scores import bridging, consensus, priority, share
from debates.landscape.votes import Key

Names = Sequence[Camp]


@dataclass(frozen=True, eq=False)
class Ground:
    """What every figure of a statement is computed from."""

    statements: tuple[Key, ...]
    # Places in `statements` of those not rejected, in order.
    among: tuple[int, ...]
    # Of these, the ones that lists over the camps may name.
    listed: tuple[int, ...]
    names: Names
    by_camp: Tally
    everybody: Tally
    found: Representative
    best: tuple[int | None, ...]


def ground_of(
    statements: tuple[Key, ...],
    among: tuple[int, ...],
    names: Names,
    by_camp: Tally,
    everybody: Tally,
    *,
    fewest: float = 0,
) -> Ground:
    """Counts by_camp [m, camps] and everybody [m, 1] of the m statements.

    among: places of the statements that count. names: one for each camp. fewest: lists over the
    camps name only statements on which every camp gave so many votes.
    """
    listed = tuple(place for place in among if (by_camp.seen[place] >= fewest).all())
    found = representative(by_camp)
    best = tuple(best_agreement(by_camp, found.agree, listed, camp) for camp in range(len(names)))
    return Ground(statements, among, listed, names, by_camp, everybody, found, best)


def said(ground: Ground, extremities: Floats) -> Said:
    """The figures of every statement and the lists; extremities [m] in the units of the map."""
    return Said(
        statements=_statements(ground, extremities),
        representative=_representative(ground),
        overall=overall_of(ground.statements, ground.everybody, ground.among),
        common_ground=_common_ground(ground),
        most_divisive=_most_divisive(ground),
    )


def _statements(ground: Ground, extremities: Floats) -> tuple[StatementFigures, ...]:
    all_ = ground.everybody
    passes = all_.seen - all_.agree - all_.disagree
    weights = priority(all_.agree[:, 0], passes[:, 0], all_.seen[:, 0], extremities)
    camps = ground.by_camp if ground.names else all_
    ayes, noes = consensus(camps.agree, camps.seen), consensus(camps.disagree, camps.seen)
    scores = bridging(camps.agree, camps.disagree, camps.seen)
    divides = _divides(ground.by_camp)
    return tuple(
        StatementFigures(
            id=ground.statements[place],
            agree=int(all_.agree[place, 0]),
            disagree=int(all_.disagree[place, 0]),
            seen=int(all_.seen[place, 0]),
            consensus=float(ayes[place]),
            consensus_disagree=float(noes[place]),
            bridging=float(scores[place]),
            divide=divides[place],
            extremity=float(extremities[place]),
            priority=float(weights[place]),
            camps=tuple(_of_camp(ground, place, camp) for camp in range(len(ground.names))),
        )
        for place in ground.among
    )


def _of_camp(ground: Ground, place: int, camp: int) -> CampFigures:
    at, counts = (place, camp), ground.by_camp
    plain = (
        ground.names[camp],
        int(counts.agree[at]),
        int(counts.disagree[at]),
        int(counts.seen[at]),
    )
    if len(ground.names) < FEWEST_CAMPS:
        return CampFigures(*plain)
    side, typical = ground.found.side(place, camp)
    return CampFigures(
        *plain,
        repness=float(typical.repness[at]),
        repness_test=float(typical.repness_test[at]),
        p_success=float(typical.p_success[at]),
        p_test=float(typical.p_test[at]),
        metric=float(typical.metric[at]),
        side=side,
        best_agree=ground.best[camp] == place,
    )


def _representative(ground: Ground) -> dict[Camp, tuple[Key, ...]]:
    """Nothing characterises a camp that is alone."""
    if len(ground.names) < FEWEST_CAMPS:
        return dict.fromkeys(ground.names, ())
    lists = {
        name: selected(ground.found, ground.listed, ground.best[camp], camp)
        for camp, name in enumerate(ground.names)
    }
    return {name: _ids(ground, lists[name]) for name in sorted(lists)}


def _common_ground(ground: Ground) -> tuple[Key, ...]:
    """What may not be listed by its value stands at the end, in its own order."""
    counts = ground.by_camp if ground.names else ground.everybody
    values = consensus(counts.agree, counts.seen)
    first = sorted(ground.listed, key=lambda place: -values[place])
    last = sorted(set(ground.among) - set(first))
    return _ids(ground, [*first, *last])


def _most_divisive(ground: Ground) -> tuple[Key, ...]:
    divides = _divides(ground.by_camp)
    known = [(divides[place], place) for place in ground.listed]
    wide = sorted((-width, place) for width, place in known if width is not None)
    return _ids(ground, [place for _width, place in wide])


def _divides(counts: Tally) -> list[float | None]:
    """How far apart the camps are on each statement; None with too few votes in one of them."""
    if counts.seen.shape[1] < FEWEST_CAMPS:
        return [None] * len(counts.seen)
    shares = share(counts.agree, counts.seen)
    spreads = shares.max(axis=1) - shares.min(axis=1)
    enough = np.all(counts.seen >= FEWEST_DIVIDING_VOTES, axis=1)
    return [float(s) if known else None for s, known in zip(spreads, enough, strict=True)]


def _ids(ground: Ground, places: Sequence[int]) -> tuple[Key, ...]:
    return tuple(ground.statements[place] for place in places)
