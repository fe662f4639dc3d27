"""Draws the coarse map of meaning: 256 places among which the names of all skills are spread."""

import numpy as np

from sharing.matching.encoding import Vectors, unit

CELLS, ROUNDS, SEED = 256, 25, 5


def draw(vectors: Vectors, *, cells: int = CELLS, rounds: int = ROUNDS) -> Vectors:
    """Spherical k-means: the middles of groups of unit rows; the same rows give the same map."""
    start = np.random.default_rng(SEED).choice(len(vectors), size=cells, replace=False)
    middles = vectors[np.sort(start)]
    for _ in range(rounds):
        nearest = np.argmax(vectors @ middles.T, axis=1)
        sums = np.zeros_like(middles)
        np.add.at(sums, nearest, vectors)
        # A place that nobody is near keeps where it was.
        empty = ~sums.any(axis=1)
        sums[empty] = middles[empty]
        middles = unit(sums)
    return middles
