"""From votes to a landscape, step by step.

Source: the mathematics of Polis (docs/landscape.md names every step and where ours differs).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from debates.landscape.components import Components, components_of, positions_of
from debates.landscape.constants import FEWEST_CAMPS, FEWEST_DIVIDING_VOTES, MOST_CAMPS
from debates.landscape.counts import Tally, tally, whole
from debates.landscape.figures import Camp, CampFigures, Landscape, Point, StatementFigures
from debates.landscape.grouping import NOBODY, Grouping, given_groups, group, has_enough
from debates.landscape.identity import same_camps
from debates.landscape.matrix import Cells, Floats, cells_of
from debates.landscape.overall import overall_of
from debates.landscape.representative import (
    Representative,
    best_agreement,
    representative,
    selected,
)
from debates.landscape.scores import bridging, consensus, extremity, priority, share
from debates.landscape.votes import Key, Votes

Names = Sequence[Camp]


@dataclass(frozen=True, eq=False)
class Ground:
    """What every figure of a statement is computed from."""

    votes: Votes
    # Places in `votes.statements` of those not rejected, in order.
    among: tuple[int, ...]
    # Of these, the ones that lists over the camps may name.
    listed: tuple[int, ...]
    names: Names
    by_camp: Tally
    everybody: Tally
    found: Representative
    best: tuple[int | None, ...]


def landscape_of(
    votes: Votes,
    *,
    camps: int | None = None,
    groups: Mapping[Any, Camp | None] | None = None,
    previous: Mapping[Any, Camp] | None = None,
    fewest: int = 0,
    seed: int = 0,
) -> Landscape:
    """Find camps, or take the number (`camps`) or the whole partition (`groups`) as told.

    groups: the camp of each participant; whoever is missing or None is in no camp. previous: the
    camps of the run before, whose names are kept (`same_camps`). fewest: lists over the camps name
    only statements on which every camp gave so many votes. Deterministic for a seed; neither the
    order of participants nor a statement that stands twice changes a camp. No threshold of
    publication is applied here, see `discreet`. Raises ValueError for a number of camps that is
    never looked for.
    """
    if camps is not None and not FEWEST_CAMPS <= camps <= MOST_CAMPS:
        raise ValueError(f"the number of camps is from {FEWEST_CAMPS} to {MOST_CAMPS}")
    cells = cells_of(votes)
    components = components_of(cells)
    positions = positions_of(cells, components)
    names: Names
    if groups is not None:
        grouping, names = given_groups(cells, positions, votes.participants, groups)
    else:
        grouping = group(cells, positions, camps, seed)
        names = _names(votes, cells, grouping, previous)
    ground = _ground(votes, cells, grouping, names, fewest)
    return Landscape(
        participants=_points(votes, cells, grouping, names, positions),
        statements=_statements(ground, _extremities(cells, components)),
        representative=_representative(ground),
        overall=overall_of(votes, ground.everybody, ground.among),
        common_ground=_common_ground(ground),
        most_divisive=_most_divisive(ground),
        k=grouping.k,
        silhouette=grouping.silhouette,
        explained=components.explained,
        enough=int(has_enough(cells).sum()),
        sizes={name: int((grouping.camp == place).sum()) for place, name in enumerate(names)},
    )


def _names(
    votes: Votes, cells: Cells, grouping: Grouping, previous: Mapping[Any, Camp] | None
) -> Names:
    if previous is None:
        return range(grouping.k)
    pairs = zip(cells.rows, grouping.camp, strict=True)
    current = {votes.participants[row]: int(camp) for row, camp in pairs if camp > NOBODY}
    kept = same_camps(previous, current)
    return [kept[place] for place in range(grouping.k)]


def _ground(votes: Votes, cells: Cells, grouping: Grouping, names: Names, fewest: int) -> Ground:
    among = tuple(int(place) for place in np.flatnonzero(~votes.rejected))
    by_camp = tally(votes, cells.rows, grouping.camp, grouping.k)
    listed = tuple(place for place in among if (by_camp.seen[place] >= fewest).all())
    found = representative(by_camp)
    best = tuple(best_agreement(by_camp, found.agree, listed, camp) for camp in range(grouping.k))
    return Ground(votes, among, listed, names, by_camp, whole(votes), found, best)


def _points(
    votes: Votes, cells: Cells, grouping: Grouping, names: Names, positions: Floats
) -> tuple[Point, ...]:
    """In the order of the votes; who never voted stands nowhere."""
    placed = {
        int(row): Point(
            votes.participants[row], float(x), float(y), names[camp] if camp > NOBODY else None
        )
        for row, camp, (x, y), given in zip(
            cells.rows, grouping.camp, positions, cells.given, strict=True
        )
        if given
    }
    return tuple(placed[row] for row in sorted(placed))


def _extremities(cells: Cells, components: Components) -> Floats:
    """[m]; 0 for statements that nobody has voted on yet."""
    known = extremity(cells.means, components.directions, cells.statements)
    return np.asarray(np.append(known, 0.0)[cells.columns])


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
            id=ground.votes.statements[place],
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
    return tuple(ground.votes.statements[place] for place in places)
