"""From votes to a landscape, step by step.

Source: the mathematics of Polis (docs/landscape.md names every step and where ours differs).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from debates.landscape.components import Components, components_of, positions_of
from debates.landscape.constants import FEWEST_CAMPS, MOST_CAMPS
from debates.landscape.counts import tally, whole
from debates.landscape.figures import Camp, Landscape, Point
from debates.landscape.ground import Ground, Names, ground_of, said
from debates.landscape.grouping import NOBODY, Grouping, given_groups, group, has_enough
from debates.landscape.identity import same_camps
from debates.landscape.matrix import Cells, Floats, cells_of
from debates.landscape.scores import extremity
from debates.landscape.votes import Votes


def landscape_of(
    votes: Votes,
    *,
    camps: int | None = None,
    groups: Mapping[Any, Camp | None] | None = None,
    previous: Mapping[Any, Camp] | None = None,
    fewest: int = 0,
    apart: int = 0,
    seed: int = 0,
) -> Landscape:
    """Find camps, or take the number (`camps`) or the whole partition (`groups`) as told.

    groups: the camp of each participant; whoever is missing or None is in no camp. previous: the
    camps of the run before, whose names are kept (`same_camps`). fewest: lists over the camps name
    only statements on which every camp gave so many votes. apart: a number of camps that lets them
    be compared comes first, where that takes so many votes of each. Deterministic for a seed;
    neither the order of participants nor a statement that stands twice changes a camp. No threshold
    of publication is applied here, see `discreet`. Raises ValueError for a number of camps that is
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
        grouping = group(cells, positions, camps, seed, apart)
        names = _names(votes, cells, grouping, previous)
    spoken = said(_ground(votes, cells, grouping, names, fewest), _extremities(cells, components))
    return Landscape(
        participants=_points(votes, cells, grouping, names, positions),
        **vars(spoken),
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
    return ground_of(votes.statements, among, names, by_camp, whole(votes), fewest=fewest)


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
