"""k-means in the plane and the silhouette: which points belong together, and how clearly."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from debates.landscape.constants import EXCHANGES, SAMPLE, STARTS, STEPS
from debates.landscape.matrix import Floats

Labels = NDArray[np.intp]
# Points whose distances to all others are held at a time.
ASKED_AT_ONCE = 256


@dataclass(frozen=True, eq=False)
class Settled:
    """Where k-means stopped: labels [n], centres [k, 2], and the sum of squared distances."""

    labels: Labels
    centres: Floats
    spread: float


def clusters(points: Floats, k: int, seed: int) -> Labels:
    """The best of several seeded starts of k-means, then improved point by point: labels [n].

    The draws depend on the points alone, not on their order. Labels are below k; fewer than k
    different points give fewer labels.
    """
    order = np.lexsort(points.T)
    some, generator = points[_sample(order)], np.random.default_rng([seed, k])
    starts = [_settled(some, _far_apart(some, k, generator)) for _start in range(STARTS)]
    tightest = min(starts, key=lambda start: start.spread)
    labels = np.empty(len(points), dtype=np.intp)
    labels[order] = _exchanged(points[order], _settled(points[order], tightest.centres).labels, k)
    return labels


def silhouettes(points: Floats, partitions: list[Labels]) -> list[float]:
    """The mean silhouette of each partition, -1 to 1; a cluster of one counts 0.

    Of many points a sample is asked, their distances go to all. A partition into fewer than two
    clusters counts 0.
    """
    asked = _sample(np.lexsort(points.T))
    owns = [np.unique(labels, return_inverse=True)[1] for labels in partitions]
    members = [np.eye(own.max() + 1)[own] for own in owns]
    totals = [0.0] * len(partitions)
    for begin in range(0, len(asked), ASKED_AT_ONCE):
        block = asked[begin : begin + ASKED_AT_ONCE]
        distances = _distances(points[block], points)
        for place, own in enumerate(owns):
            if members[place].shape[1] > 1:
                totals[place] += _silhouette(distances, members[place], own[block]).sum()
    return [float(total) / max(len(asked), 1) for total in totals]


def _far_apart(points: Floats, k: int, generator: np.random.Generator) -> Floats:
    """First centres, each drawn by its squared distance from those before (k-means++)."""
    centres = [points[generator.integers(len(points))]]
    nearest = _squares(points, centres[0])
    while len(centres) < k and nearest.sum() > 0:
        drawn = generator.random() * nearest.sum()
        place = min(int(np.searchsorted(nearest.cumsum(), drawn, "right")), len(points) - 1)
        centres.append(points[place])
        nearest = np.minimum(nearest, _squares(points, centres[-1]))
    return np.array(centres)


def _sample(order: Labels) -> Labels:
    """Every so many of the points in the order of the plane, SAMPLE at most."""
    return order[:: max(1, -(-len(order) // SAMPLE))]


def _settled(points: Floats, centres: Floats) -> Settled:
    """Lloyd's steps until nobody moves."""
    labels = np.full(len(points), -1, dtype=np.intp)
    for _step in range(STEPS):
        squares = np.stack([_squares(points, centre) for centre in centres])
        nearest = squares.argmin(axis=0)
        if (nearest == labels).all():
            break
        labels = nearest
        centres = _centres(points, labels, centres)
    return Settled(labels, centres, float(squares.min(axis=0).sum()))


def _exchanged(points: Floats, labels: Labels, k: int) -> Labels:
    """Move single points as long as that makes the clusters tighter (Hartigan).

    It leaves the shallow places where the starts stop, so that different seeds end in the same one.
    """
    labels, centres, rows = labels.copy(), np.zeros((k, 2)), np.arange(len(points))
    for _move in range(EXCHANGES):
        sizes, centres = np.bincount(labels, minlength=k), _centres(points, labels, centres)
        squares = np.stack([_squares(points, centre) for centre in centres], axis=1)
        joining = squares * sizes / (sizes + 1)
        leaving = squares[rows, labels] * (sizes / np.maximum(sizes - 1, 1))[labels]
        joining[rows, labels] = np.inf
        gains = leaving - joining.min(axis=1)
        mover = int(gains.argmax())
        if gains[mover] <= 1e-9 * squares.sum():
            break
        labels[mover] = joining[mover].argmin()
    return labels


def _centres(points: Floats, labels: Labels, before: Floats) -> Floats:
    """The middle of each cluster; one that lost all its points stays where it was."""
    sizes = np.bincount(labels, minlength=len(before))
    sums = [np.bincount(labels, axis, minlength=len(before)) for axis in points.T]
    means = np.stack(sums, axis=1) / np.maximum(sizes, 1)[:, None]
    return np.where(sizes[:, None] > 0, means, before)


def _squares(points: Floats, centre: Floats) -> Floats:
    across, along = points[:, 0] - centre[0], points[:, 1] - centre[1]
    return np.asarray(across * across + along * along)


def _distances(some: Floats, points: Floats) -> Floats:
    across = some[:, 0, None] - points[:, 0]
    along = some[:, 1, None] - points[:, 1]
    return np.asarray(np.sqrt(across * across + along * along))


def _silhouette(distances: Floats, members: Floats, own: Labels) -> Floats:
    """(b - a) / max(a, b): a the mean distance to one's own, b that to the nearest other cluster.

    distances [b, n], members [n, k] with a 1 where a point belongs, own [b].
    """
    sizes, rows = members.sum(axis=0), np.arange(len(own))
    sums = distances @ members
    inside = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / sizes
    means[rows, own] = np.inf
    outside = means.min(axis=1)
    widest = np.maximum(inside, outside)
    known = (sizes[own] > 1) & (widest > 0)
    return np.where(known, (outside - inside) / np.where(known, widest, 1), 0.0)
