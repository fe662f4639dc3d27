"""Everybody gets their turn: who was shown often steps back, and nobody is left out."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sharing.matching.weights import WEIGHTS

Scores = NDArray[np.float32]
Counts = NDArray[np.int64]


def damped(scores: ArrayLike, shown: ArrayLike) -> Scores:
    """Scores, less with every time somebody was shown already."""
    left: Scores = np.float32(WEIGHTS.each_showing) ** np.asarray(shown, dtype=np.float32)
    return np.asarray(scores, dtype=np.float32) * left


def pick(scores: ArrayLike, shown: ArrayLike, *, most: int = 3) -> list[int]:
    """The best for one member, by place in the list; what is not enough is left out."""
    scores = np.asarray(scores, dtype=np.float32)
    turn = damped(scores, shown)
    order = np.lexsort((np.arange(len(scores)), -turn))
    return [int(place) for place in order if scores[place] >= WEIGHTS.enough][:most]


def assign(scores: ArrayLike, *, most: int = 3, shown: ArrayLike | None = None) -> list[list[int]]:
    """For each member the best others, all at once; a score of 0 means that it cannot be.

    In rounds, everybody takes one; those with the fewest possibilities choose first. Whoever was
    shown to nobody then takes the place where least is lost.
    """
    round_ = _Round(np.array(scores, dtype=np.float32), shown)
    for _ in range(most):
        for member in round_.order:
            round_.take(member)
    for unseen in round_.unseen():
        round_.bring_in(unseen, most)
    return [round_.best_first(member) for member in range(len(round_.picks))]


class _Round:
    """What was taken so far, by whom, and what it leaves of everybody's weight."""

    def __init__(self, scores: Scores, shown: ArrayLike | None) -> None:
        np.fill_diagonal(scores, 0)
        self.scores = scores
        people = len(scores)
        before = np.zeros(people) if shown is None else np.asarray(shown)
        self.counts: Counts = np.zeros(people, dtype=np.int64)
        self.left = damped(np.ones(people), before)
        self.picks: list[list[int]] = [[] for _ in range(people)]
        self.order = _scarcest_first(scores)

    def take(self, member: int) -> None:
        row = self.scores[member] * self.left
        row[self.scores[member] < WEIGHTS.enough] = 0
        row[self.picks[member]] = 0
        row[self.counts >= WEIGHTS.most_shown] = 0
        place = int(row.argmax())
        if row[place] > 0:
            self._show(place, to=member)

    def unseen(self) -> list[int]:
        """Who was shown to nobody, those whom fewest can be shown first."""
        return [place for place in _scarcest_first(self.scores.T) if not self.counts[place]]

    def bring_in(self, member: int, most: int) -> None:
        """Show somebody to whom it costs least, instead of one who is shown elsewhere too."""
        costs = {
            other: cost
            for other in np.flatnonzero(self.scores[:, member] > 0)
            if (cost := self._cost(int(other), member, most)) is not None
        }
        if not costs:
            return
        other = int(min(costs, key=lambda one: (costs[one], one)))
        if len(self.picks[other]) >= most:
            self._take_back(self._dispensable(other), of=other)
        self._show(member, to=other)

    def best_first(self, member: int) -> list[int]:
        row = self.scores[member]
        return sorted(self.picks[member], key=lambda place: (-row[place], place))

    def _cost(self, other: int, member: int, most: int) -> float | None:
        gained = float(self.scores[other, member])
        if len(self.picks[other]) < most:
            return -gained
        least = self._dispensable(other)
        return None if least is None else float(self.scores[other, least]) - gained

    def _dispensable(self, other: int) -> int | None:
        """The weakest of somebody's picks who is shown to others too."""
        several = [place for place in self.picks[other] if self.counts[place] > 1]
        row = self.scores[other]
        return min(several, key=lambda place: (row[place], place), default=None)

    def _show(self, place: int, *, to: int) -> None:
        self.picks[to].append(place)
        self.counts[place] += 1
        self.left[place] *= WEIGHTS.each_showing

    def _take_back(self, place: int | None, *, of: int) -> None:
        if place is not None:
            self.picks[of].remove(place)
            self.counts[place] -= 1
            self.left[place] /= WEIGHTS.each_showing


def _scarcest_first(scores: Scores) -> list[int]:
    """Those with the fewest possibilities first, among them those with the best."""
    order = np.lexsort((-scores.max(axis=1, initial=0), (scores > 0).sum(axis=1)))
    return [int(place) for place in order]


def gini(counts: Sequence[int] | Counts) -> float:
    """How unevenly something is spread: 0 is the same for all, towards 1 all for one."""
    ordered = np.sort(np.asarray(counts, dtype=np.float64))
    total = ordered.sum()
    if not total:
        return 0.0
    places = np.arange(1, len(ordered) + 1)
    return float((2 * (places * ordered).sum() / total - len(ordered) - 1) / len(ordered))
