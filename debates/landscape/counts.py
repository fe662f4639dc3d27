"""How often each camp agreed, disagreed and voted at all, and the tests on such counts.

Source of the tests: the statistics of Polis (add-one smoothing everywhere).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from debates.landscape.clusters import Labels
from debates.landscape.matrix import Floats, Indices
from debates.landscape.votes import Votes

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Tally:
    """Votes on m statements: agree, disagree and seen (passes included), int [m, camps]."""

    agree: Counts
    disagree: Counts
    seen: Counts

    def count(self, side: str) -> Counts:
        return self.agree if side == "agree" else self.disagree

    def outside(self) -> "Tally":
        """The same for all other camps together."""
        return Tally(*(_rest(counts) for counts in (self.agree, self.disagree, self.seen)))


def tally(votes: Votes, rows: Indices, camp: Labels, k: int) -> Tally:
    """Count by camp [n] of the rows; people of no camp (negative) are left out."""
    agree, disagree, seen = np.zeros((3, len(votes.statements), k), dtype=np.int64)
    for place in range(k):
        people = rows[camp == place]
        agree[:, place] = (votes.values[people] > 0).sum(axis=0)
        disagree[:, place] = (votes.values[people] < 0).sum(axis=0)
        seen[:, place] = votes.seen[people].sum(axis=0)
    return Tally(agree, disagree, seen)


def whole(votes: Votes) -> Tally:
    """Count all participants together: [m, 1]."""
    everybody = np.arange(len(votes.participants))
    return tally(votes, everybody, np.zeros(len(everybody), dtype=np.intp), 1)


def one_sided(count: ArrayLike, seen: ArrayLike) -> Floats:
    """z of a share against one half: 2 sqrt(n + 1) ((a + 1) / (n + 1) - 1/2)."""
    votes = np.asarray(seen) + 1.0
    return np.asarray(2.0 * np.sqrt(votes) * ((np.asarray(count) + 1.0) / votes - 0.5))


def difference(inside: ArrayLike, seen: ArrayLike, outside: ArrayLike, of: ArrayLike) -> Floats:
    """z of the difference of two shares, 1 added to all four counts; 0 if all agreed."""
    a, n, b, m = (np.asarray(count) + 1.0 for count in (inside, seen, outside, of))
    pooled = (a + b) / (n + m)
    spread = np.sqrt(np.maximum(pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m), 0.0))
    differs = pooled < 1.0
    return np.where(differs, (a / n - b / m) / np.where(differs, spread, 1.0), 0.0)


def _rest(counts: Counts) -> Counts:
    return np.asarray(counts.sum(axis=1, keepdims=True) - counts)
