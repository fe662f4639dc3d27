"""Who is grouped, into how many camps, and who belongs to which."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from debates.landscape.clusters import Labels, clusters, silhouettes
from debates.landscape.constants import (
    COMPARED_SHARE,
    FEWEST_CAMPS,
    FEWEST_GROUPED,
    FEWEST_VOTES,
    MOST_CAMPS,
    PEOPLE_PER_CAMP,
    SMALLEST_CAMP,
)
from debates.landscape.matrix import Cells, Floats, Indices

NOBODY = -1


@dataclass(frozen=True, eq=False)
class Grouping:
    """camp [n] of each row: 0 to k - 1, the largest camp first, or NOBODY. silhouette: -1 to 1."""

    camp: Labels
    k: int
    silhouette: float


def has_enough(cells: Cells) -> np.ndarray:
    """bool [n]: who gave FEWEST_VOTES votes, or one on every statement where there are fewer."""
    return np.asarray(cells.given >= max(1, min(FEWEST_VOTES, cells.statements)))


def grouped(cells: Cells) -> Indices:
    """The rows that are grouped: those with enough votes, else the most active FEWEST_GROUPED."""
    enough = np.flatnonzero(has_enough(cells))
    if len(enough) >= FEWEST_GROUPED:
        return enough
    most_active = np.argsort(-cells.given, kind="stable")[:FEWEST_GROUPED]
    return np.sort(most_active[cells.given[most_active] > 0])


def group(
    cells: Cells, positions: Floats, camps: int | None, seed: int, apart: int = 0
) -> Grouping:
    """Find camps among those who are grouped: as many as told, else the clearest of those that
    tell most. `apart`: camps are compared on statements on which each gave so many votes.
    """
    rows = grouped(cells)
    points = positions[rows]
    if len(np.unique(points, axis=0)) < FEWEST_CAMPS:
        return _placed(cells, rows, np.zeros(len(rows), dtype=np.intp), 0.0)
    numbers = [camps] if camps else _numbers(len(rows))
    partitions = [clusters(points, k, seed) for k in numbers]
    marks = silhouettes(points, partitions)
    telling = [_telling(cells.seen[rows], labels, apart) for labels in partitions]
    best = max(range(len(partitions)), key=lambda place: (telling[place], marks[place], -place))
    return _placed(cells, rows, partitions[best], marks[best])


def given_groups(
    cells: Cells,
    positions: Floats,
    participants: Sequence[Hashable],
    groups: Mapping[Any, int | None],
) -> tuple[Grouping, list[int]]:
    """Take a partition as it is: the grouping, and the label that each of its camps was given."""
    told = [groups.get(participants[row]) for row in cells.rows]
    labels = sorted({label for label in told if label is not None})
    places = {label: place for place, label in enumerate(labels)}
    camp = np.array([NOBODY if label is None else places[label] for label in told], dtype=np.intp)
    rows = np.flatnonzero(camp > NOBODY)
    mark = silhouettes(positions[rows], [camp[rows]])[0] if len(labels) > 1 else 0.0
    return Grouping(camp, len(labels), mark), labels


def _numbers(people: int) -> range:
    """The numbers of camps that so many people allow."""
    return range(FEWEST_CAMPS, min(MOST_CAMPS, FEWEST_CAMPS + people // PEOPLE_PER_CAMP) + 1)


def _telling(seen: np.ndarray, labels: Labels, apart: int) -> int:
    """0 where a camp is too small to be shown, 2 where all can be compared on enough statements."""
    if np.bincount(labels).min() < SMALLEST_CAMP:
        return 0
    votes = np.array([seen[labels == camp].sum(axis=0) for camp in np.unique(labels)])
    return 2 if (votes >= apart).all(axis=0).mean() >= COMPARED_SHARE else 1


def _placed(cells: Cells, rows: Indices, labels: Labels, mark: float) -> Grouping:
    """Largest camp first; of two as large, the one whose first member stands first."""
    names, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(names)), key=lambda place: (-sizes[place], first[place]))
    camp = np.full(len(cells.rows), NOBODY, dtype=np.intp)
    for new, place in enumerate(order):
        camp[rows[labels == names[place]]] = new
    return Grouping(camp, len(names), mark)
